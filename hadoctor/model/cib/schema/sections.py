"""The configuration itself, and its sections that are neither resources nor constraints."""

from __future__ import annotations

from hadoctor.model.cib.schema.shape import (
    MANY,
    Shape,
    attribute,
    child,
    either,
    group,
)
from hadoctor.model.cib.schema.values import (
    BOOLEAN,
    DEVICES,
    ID,
    IDREF,
    LEVEL,
    NOT_NEGATIVE,
    POSITIVE,
    SCORE,
    words,
)

_NAMED = attribute("id", ID, required=True)


_CIB = (
    Shape(
        "cib",
        (
            attribute("validate-with"),
            attribute("admin_epoch", NOT_NEGATIVE, required=True),
            attribute("epoch", NOT_NEGATIVE, required=True),
            attribute("num_updates", NOT_NEGATIVE, required=True),
            attribute("crm_feature_set"),
            attribute("remote-tls-port", NOT_NEGATIVE),
            attribute("remote-clear-port", NOT_NEGATIVE),
            attribute("have-quorum", BOOLEAN),
            attribute("dc-uuid"),
            attribute("cib-last-written"),
            attribute("no-quorum-panic", BOOLEAN),
            attribute("update-origin", since="1.2"),
            attribute("update-client", since="1.2"),
            attribute("update-user", since="1.2"),
            attribute("execution-date", since="1.2"),
        ),
        (child("configuration", least=1), child("status")),
        order=("configuration", "status"),
    ),
    # The state of the cluster: written by the daemons, and the schema takes anything.
    Shape("status", open=True),
    Shape(
        "configuration",
        (),
        (
            child("crm_config", least=1),
            child("rsc_defaults"),
            child("op_defaults"),
            child("nodes", least=1),
            child("resources", least=1),
            child("constraints", least=1),
            child("fencing-topology", since="1.2"),
            child("acls", since="1.2"),
            child("tags", since="1.3"),
            child("alerts", since="2.5"),
        ),
    ),
)
_OPTIONS = (
    Shape("crm_config", (), (child("cluster_property_set", "nvset:property", most=MANY),)),
    Shape("rsc_defaults", (), (child("meta_attributes", "nvset:rsc-defaults", most=MANY),)),
    Shape("op_defaults", (), (child("meta_attributes", "nvset:op-defaults", most=MANY),)),
)
_NODES = (
    Shape("nodes", (), (child("node", most=MANY),)),
    Shape(
        "node",
        (
            # Not an id like the others: it may be a number, and there may be two.
            attribute("id", required=True),
            attribute("uname", required=True),
            attribute("type", words("normal member ping"), required=True, until="1.2"),
            attribute("type", words("normal member ping"), since="1.2", until="1.3"),
            attribute("type", words("normal member ping remote"), since="1.3", until="3.0"),
            attribute("type", words("member ping remote"), since="3.0", until="4.0"),
            attribute("type", words("member remote"), since="4.0"),
            attribute("description"),
            attribute("score", SCORE, since="1.2"),
        ),
        (
            child("instance_attributes", "nvset", most=MANY),
            child("utilization", "nvset", most=MANY, since="1.2"),
        ),
    ),
)
_TARGETS = (
    attribute("target"),
    attribute("target-pattern"),
    attribute("target-attribute", since="2.4"),
    attribute("target-value", since="2.4"),
)
_FENCING = (
    Shape("fencing-topology", (), (child("fencing-level", most=MANY),)),
    Shape(
        "fencing-level",
        (
            _NAMED,
            *_TARGETS,
            attribute("index", POSITIVE, required=True, until="4.0"),
            attribute("index", LEVEL, required=True, since="4.0"),
            attribute("devices", DEVICES, required=True),
        ),
        (),
        (
            either(
                group("target"),
                group("target-pattern"),
                group("target-attribute target-value"),
            ),
        ),
    ),
)
_PERMISSIONS = ("read", "write", "deny")
_ACLS = (
    Shape(
        "acls",
        (),
        (
            child("acl_user", most=MANY, until="2.0"),
            child("acl_target", most=MANY, since="2.0"),
            child("acl_group", most=MANY, since="2.0"),
            child("acl_role", most=MANY),
        ),
    ),
    Shape(
        "acl_user",
        (_NAMED,),
        (
            child("role_ref", "acl-role-reference", most=MANY),
            *(child(tag, "acl-entry", most=MANY) for tag in _PERMISSIONS),
        ),
        (either(group("<role_ref>"), group(some="<read> <write> <deny>"), required=False),),
    ),
    Shape(
        "acl_target",
        (attribute("id", required=True), attribute("name", since="3.8")),
        (child("role", "acl-role-reference", most=MANY),),
    ),
    Shape(
        "acl_group",
        (_NAMED, attribute("name", since="3.8")),
        (child("role", "acl-role-reference", most=MANY),),
    ),
    Shape("acl-role-reference", (attribute("id", IDREF, required=True),)),
    Shape(
        "acl_role",
        (_NAMED, attribute("description", since="2.0")),
        (
            child("acl_permission", most=MANY, since="2.0"),
            *(child(tag, "acl-entry", most=MANY, until="2.0") for tag in _PERMISSIONS),
        ),
    ),
    Shape(
        "acl-entry",
        (
            _NAMED,
            attribute("tag"),
            attribute("ref", IDREF),
            attribute("xpath"),
            attribute("attribute"),
        ),
        (),
        (either(group("tag", allows="ref"), group("ref", allows="tag"), group("xpath")),),
    ),
    Shape(
        "acl_permission",
        (
            _NAMED,
            attribute("kind", words("read write deny"), required=True),
            attribute("xpath"),
            attribute("reference", IDREF),
            attribute("object-type"),
            attribute("attribute"),
            attribute("description"),
        ),
        (),
        (
            either(
                group("xpath"),
                group("reference"),
                group("object-type", allows="attribute"),
            ),
        ),
    ),
)
_LISTS = (
    child("meta_attributes", "nvset:alert", most=MANY),
    child("instance_attributes", "nvset:alert", most=MANY),
)
_ALERT = (_NAMED, attribute("description"), attribute("path", required=True))
_RECIPIENT = child("recipient", most=MANY)
_ALERTS = (
    Shape("alerts", (), (child("alert", most=MANY),)),
    Shape(
        "alert",
        _ALERT,
        (*_LISTS, _RECIPIENT),
        order=("meta_attributes instance_attributes", "recipient"),
        until=(2, 10),
    ),
    Shape("alert", _ALERT, (*_LISTS, _RECIPIENT, child("select")), since=(2, 10)),
    Shape(
        "recipient",
        (_NAMED, attribute("description"), attribute("value", required=True)),
        _LISTS,
    ),
    Shape(
        "select",
        (),
        (
            child("select_attributes"),
            child("select_fencing", "empty"),
            child("select_nodes", "empty"),
            child("select_resources", "empty"),
        ),
    ),
    Shape("select_attributes", (), (child("attribute", most=MANY),)),
    Shape("attribute", (_NAMED, attribute("name", required=True))),
    Shape("empty"),
)
_TAGS = (
    Shape("tags", (), (child("tag", most=MANY),)),
    Shape("tag", (_NAMED,), (child("obj_ref", least=1, most=MANY),)),
    Shape(
        "obj_ref",
        (
            attribute("id", IDREF, required=True, until="3.3"),
            attribute("id", required=True, since="3.3"),
        ),
    ),
)

SHAPES = _CIB + _OPTIONS + _NODES + _FENCING + _ACLS + _ALERTS + _TAGS
