"""Constraints: location, colocation, order and tickets, with their resource sets."""

from __future__ import annotations

from hadoctor.model.cib.schema.shape import (
    MANY,
    Attribute,
    Shape,
    attribute,
    child,
    either,
    group,
)
from hadoctor.model.cib.schema.values import BOOLEAN, ID, IDREF, SCORE, words

_ACTIONS = words("start promote demote stop")
_ROLES = "Stopped Started Master Slave"
_KINDS = words("Optional Mandatory Serialize")
_NAMED = attribute("id", ID, required=True)


def _role(name: str, since: str = "1.0") -> tuple[Attribute, ...]:
    return (
        attribute(name, words(_ROLES), since=since, until="3.7"),
        attribute(name, words(_ROLES + " Promoted Unpromoted"), since="3.7"),
    )


_LOCATION = Shape(
    "rsc_location",
    (
        _NAMED,
        attribute("rsc", IDREF),
        attribute("rsc-pattern", since="2.6"),
        *_role("role", "1.2"),
        attribute("score", SCORE),
        attribute("node"),
        attribute("resource-discovery", words("always never exclusive"), since="2.2"),
    ),
    (
        child("resource_set", most=MANY, since="1.2"),
        child("rule", "rule:late", most=MANY, until="4.0"),
        child("rule", "rule:late", since="4.0"),
        child("lifetime", until="4.0"),
    ),
    (
        either(
            group("rsc", allows="role"),
            group("rsc-pattern", allows="role"),
            group("<resource_set>"),
        ),
        either(group("score node"), group("<rule>")),
    ),
    order=("resource_set", "rule", "lifetime"),
)
_COLOCATION = Shape(
    "rsc_colocation",
    (
        _NAMED,
        attribute("score", SCORE),
        attribute("score-attribute", until="3.0"),
        attribute("score-attribute-mangle", until="3.0"),
        attribute("influence", since="3.6"),
        attribute("rsc", IDREF),
        attribute("with-rsc", IDREF),
        attribute("node-attribute"),
        *_role("rsc-role"),
        *_role("with-rsc-role"),
    ),
    (child("lifetime", until="4.0"), child("resource_set", most=MANY)),
    (
        either(
            group("<resource_set>"),
            group("rsc with-rsc", allows="node-attribute rsc-role with-rsc-role"),
        ),
        either(
            group("score"),
            group("score-attribute"),
            group("score-attribute-mangle"),
            required=False,
        ),
    ),
    order=("lifetime", "resource_set"),
)
_ORDER = Shape(
    "rsc_order",
    (
        _NAMED,
        attribute("symmetrical", BOOLEAN),
        attribute("require-all", BOOLEAN, since="2.3"),
        attribute("score", SCORE),
        attribute("kind", _KINDS),
        attribute("first", IDREF),
        attribute("then", IDREF),
        attribute("first-action", _ACTIONS),
        attribute("then-action", _ACTIONS),
    ),
    (child("lifetime", until="4.0"), child("resource_set", most=MANY)),
    (
        either(group("<resource_set>"), group("first then", allows="first-action then-action")),
        either(group("score"), group("kind"), required=False),
    ),
    order=("lifetime", "resource_set"),
)
_TICKET = Shape(
    "rsc_ticket",
    (
        _NAMED,
        attribute("rsc", IDREF),
        *_role("rsc-role"),
        attribute("ticket", required=True),
        attribute("loss-policy", words("stop demote fence freeze")),
    ),
    (child("resource_set", most=MANY),),
    (either(group("<resource_set>"), group("rsc", allows="rsc-role")),),
)

SHAPES = (
    Shape(
        "constraints",
        (),
        (
            child("rsc_location", most=MANY),
            child("rsc_colocation", most=MANY),
            child("rsc_order", most=MANY),
            child("rsc_ticket", most=MANY, since="1.2"),
        ),
    ),
    _LOCATION,
    _COLOCATION,
    _ORDER,
    _TICKET,
    Shape(
        "resource_set",
        (
            attribute("id", ID),
            attribute("id-ref", IDREF),
            attribute("sequential", BOOLEAN),
            attribute("require-all", BOOLEAN, since="1.2"),
            attribute("ordering", words("group listed"), since="2.1"),
            attribute("action", _ACTIONS),
            *_role("role"),
            attribute("score", SCORE),
            attribute("kind", _KINDS, since="3.0"),
        ),
        (child("resource_ref", most=MANY),),
        (
            either(
                group("id-ref"),
                group(
                    "id <resource_ref>",
                    allows="sequential require-all ordering action role score kind",
                ),
            ),
            either(group("score"), group("kind"), required=False),
        ),
    ),
    Shape("resource_ref", (attribute("id", IDREF, required=True),)),
    Shape("lifetime", (), (child("rule", "rule:late", least=1, most=MANY),)),
)
