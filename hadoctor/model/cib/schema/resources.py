"""Resources: primitives, templates, groups, clones and bundles."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.cib.schema.shape import (
    MANY,
    Attribute,
    Child,
    Shape,
    attribute,
    child,
    either,
    group,
)
from hadoctor.model.cib.schema.values import (
    BOOLEAN,
    ID,
    IDREF,
    INTEGER,
    RANGE,
    collapsed,
    words,
)
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Element
from hadoctor.target import Release

_FEW_CLASSES = words("ocf lsb heartbeat stonith upstart")
_CLASSES = "ocf lsb heartbeat stonith upstart service systemd nagios"
_ON_FAIL = "ignore block stop restart standby fence"
_ON_FAIL_IN_CONTAINERS = _ON_FAIL + " restart-container"


def _class(resource: Element, _schema: Release) -> Iterator[Refusal]:
    """Agents of class ocf have a provider, all others have none."""
    kind, provider = resource.get("class"), resource.get("provider")
    if kind is None:
        return
    if collapsed(kind) == "ocf":
        if provider is None:
            message = "class 'ocf' without a provider"
            yield Refusal(Stage.SCHEMA, message, resource.place("class"), "ocf:PROVIDER:TYPE")
    elif provider is not None:
        message = f"class '{kind}' has no providers"
        yield Refusal(Stage.SCHEMA, message, resource.place("provider"))


def _sets(instance: str = "nvset", meta: str = "nvset:resource-meta") -> tuple[Child, ...]:
    return (
        child("meta_attributes", meta, most=MANY),
        child("instance_attributes", instance, most=MANY),
    )


_DESCRIBED = (attribute("id", ID, required=True), attribute("description"))
_AGENT = (
    attribute("provider"),
    attribute("type"),
)
_CLASS = (
    attribute("class", _FEW_CLASSES, until="1.2"),
    attribute("class", words(_CLASSES), since="1.2", until="4.0"),
)
_CLASS_4 = attribute("class", words("ocf lsb heartbeat stonith service systemd"), since="4.0")
_PRIMITIVE_PARTS = (
    *_sets("nvset:primitive-instance", "nvset:primitive-meta"),
    child("operations"),
    child("utilization", "nvset", most=MANY, since="1.2"),
)
_ONE_INSIDE = (
    *_sets(),
    child("primitive"),
    child("group"),
)

_PRIMITIVE = Shape(
    "primitive",
    (*_DESCRIBED, *_AGENT, *_CLASS, _CLASS_4, attribute("template", IDREF, since="1.2")),
    _PRIMITIVE_PARTS,
    (either(group("class type", allows="provider"), group("template")),),
    check=_class,
)
_TEMPLATE = Shape(
    "template",
    (
        *_DESCRIBED,
        *_AGENT,
        # A template knew fewer classes than a primitive for a while.
        attribute("class", _FEW_CLASSES, until="2.7"),
        attribute("class", words(_CLASSES), since="2.7", until="4.0"),
        _CLASS_4,
    ),
    _PRIMITIVE_PARTS,
    (either(group("class type", allows="provider")),),
    check=_class,
)
_OPERATION = Shape(
    "op",
    (
        attribute("id", ID, required=True),
        attribute("name", required=True),
        attribute("interval", required=True),
        attribute("description"),
        attribute("start-delay"),
        attribute("interval-origin"),
        attribute("timeout"),
        attribute("enabled", BOOLEAN),
        attribute("record-pending", BOOLEAN),
        attribute("role", words("Stopped Started Slave Master"), until="3.7"),
        attribute("role", words("Stopped Started Promoted Unpromoted Slave Master"), since="3.7"),
        attribute("requires", words("nothing quorum fencing"), until="1.3"),
        attribute("requires", words("nothing quorum fencing unfencing"), since="1.3", until="3.0"),
        attribute("on-fail", words(_ON_FAIL), until="1.2"),
        attribute("on-fail", words(_ON_FAIL_IN_CONTAINERS), since="1.2", until="3.4"),
        attribute("on-fail", words(_ON_FAIL_IN_CONTAINERS + " demote"), since="3.4"),
    ),
    _sets("nvset:op-instance", "nvset:op-meta"),
    (either(group("start-delay"), group("interval-origin"), required=False),),
)


def _container() -> tuple[Attribute, ...]:
    return (
        attribute("image", required=True),
        attribute("replicas", INTEGER),
        attribute("replicas-per-host", INTEGER),
        attribute("masters", INTEGER, until="4.0"),
        attribute("promoted-max", INTEGER, since="3.0"),
        attribute("run-command"),
        attribute("network"),
        attribute("options"),
    )


_PROMOTED = (either(group("masters"), group("promoted-max"), required=False),)
_BUNDLE = (
    Shape(
        "bundle",
        _DESCRIBED,
        (
            *_sets(),
            child("docker", "container"),
            child("rkt", "container", since="2.10", until="4.0"),
            child("podman", "container", since="3.2"),
            child("network"),
            child("storage"),
            child("primitive"),
        ),
        (either(group("<docker>"), group("<rkt>"), group("<podman>")),),
    ),
    Shape("container", _container(), (), _PROMOTED),
    Shape(
        "network",
        (
            attribute("ip-range-start"),
            attribute("control-port", INTEGER),
            attribute("host-interface"),
            attribute("host-netmask", INTEGER),
            attribute("add-host", BOOLEAN, since="3.0"),
        ),
        (child("port-mapping", most=MANY),),
    ),
    Shape(
        "port-mapping",
        (
            attribute("id", ID, required=True),
            attribute("port", INTEGER),
            attribute("internal-port", INTEGER),
            attribute("range", RANGE),
        ),
        (),
        (either(group("port", allows="internal-port"), group("range")),),
    ),
    Shape("storage", (), (child("storage-mapping", most=MANY),)),
    Shape(
        "storage-mapping",
        (
            attribute("id", ID, required=True),
            attribute("source-dir"),
            attribute("source-dir-root"),
            attribute("target-dir", required=True),
            attribute("options"),
        ),
        (),
        (either(group("source-dir"), group("source-dir-root")),),
    ),
)
_ONE = (either(group("<primitive>"), group("<group>")),)

SHAPES = (
    Shape(
        "resources",
        (),
        (
            child("primitive", most=MANY),
            child("template", most=MANY, since="1.2"),
            child("group", most=MANY),
            child("clone", most=MANY),
            child("master", most=MANY, until="4.0"),
            child("bundle", most=MANY, since="2.8"),
        ),
    ),
    _PRIMITIVE,
    _TEMPLATE,
    Shape("group", _DESCRIBED, (*_sets(), child("primitive", least=1, most=MANY))),
    Shape("clone", _DESCRIBED, _ONE_INSIDE, _ONE),
    Shape("master", _DESCRIBED, _ONE_INSIDE, _ONE),
    Shape(
        "operations",
        (attribute("id", ID), attribute("id-ref", IDREF)),
        (child("op", most=MANY),),
    ),
    _OPERATION,
    *_BUNDLE,
)
