"""Objects that certainly read back as they are: the common ones, told at a glance.

The shell prints an object in its notation only when that reads back to the same XML. To read
everything back is slow; here is told what cannot go wrong, as long as all is ordinary: known
attributes and children, ids everywhere, values without anything that quoting does not carry. What is
not certain is tried (see `roundtrip`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hadoctor.model.crm.dump.look import Look
from hadoctor.model.crm.dump.resources import CONTAINER_LISTS, NODE_LISTS, PRIMITIVE_LISTS
from hadoctor.model.crm.dump.tree import MEMBERS, Node
from hadoctor.model.pacemaker.agents import ocf_providers

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
SET_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
VALUE = re.compile(r"[ -\[\]-~]*\Z")
AGENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@/-]*\Z")
SCORE = re.compile(r"[+-]?(?:INFINITY|[0-9]+)\Z")
REMARK = re.compile(r"#[ -~]*\Z")

PAIR = frozenset({"id", "name", "value"})
OPERATION = frozenset(
    {"id", "interval", "name"}
    | {"enabled", "interval-origin", "on-fail", "record-pending", "role", "start-delay", "timeout"}
)
OPERATION_LISTS = frozenset({"instance_attributes", "meta_attributes"})
KEYWORDS = frozenset({"params", "meta"})
ROLES = frozenset({"Started", "Stopped", "Master", "Slave"})
"""The roles of all schemas. The newer ones depend on the schema."""
NEWER_ROLES = frozenset({"Promoted", "Unpromoted"})
ACTIONS = frozenset({"start", "stop", "promote", "demote"})


def certain(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    """True when the object reads back. False says nothing. `resources` are the objects that members
    of groups and clones are looked up in."""
    if node.remarks is not None and not all(
        REMARK.match(remark.text) and remark.text[-1] not in " \\" for remark in node.remarks
    ):
        return False
    test = _TESTS.get(node.tag)
    return test is not None and test(node, look, resources)


def _named(node: Node, allowed: frozenset[str]) -> bool:
    """An ordinary id, and no attributes but these."""
    attributes = node.attributes
    identity = attributes.get("id")
    if identity is None or not NAME.match(identity) or not attributes.keys() <= allowed:
        return False
    description = attributes.get("description")
    return description is None or (description != "" and _value(description))


def _value(value: str) -> bool:
    """A value that quoting carries. One that ends in a colon can make a pair look like a score."""
    return VALUE.match(value) is not None and value[-1:] != ":"


def _pair(node: Node) -> bool:
    attributes = node.attributes
    return (
        node.tag == "nvpair"
        and attributes.keys() == PAIR
        and WORD.match(attributes["name"]) is not None
        and _value(attributes["value"])
        and attributes["value"] not in NEWER_ROLES
        and not node.children
        and node.remarks is None
    )


def _list(node: Node) -> bool:
    """Pairs only; no rules, no score, no references."""
    if len(node.attributes) != 1 or node.remarks is not None:
        return False
    identity = node.attributes.get("id")
    if identity is None or not NAME.match(identity):
        return False
    return all(_pair(child) for child in node.children)


_NODE = frozenset({"id", "uname", "type", "description"})


def _cluster_node(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    attributes = node.attributes
    identity, name = attributes.get("id"), attributes.get("uname")
    if not identity or not name or not attributes.keys() <= _NODE or not WORD.match(name):
        return False
    if identity != name and not re.match(r"[A-Za-z0-9_-]+\Z", identity):
        return False
    kind = attributes.get("type")
    if kind is not None and kind not in (("member", "remote", "ping") if look.old else ("remote",)):
        return False
    description = attributes.get("description")
    if description is not None and (not description or not _value(description)):
        return False
    return all(child.tag in NODE_LISTS and _list(child) for child in node.children)


_AGENT = frozenset({"id", "class", "provider", "type", "description"})
_BASED = frozenset({"id", "template", "description"})


def _primitive(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    based = node.tag == "primitive" and "template" in node.attributes
    if not _named(node, _BASED if based else _AGENT):
        return False
    if based:
        if not NAME.match(node.attributes["template"]):
            return False
    elif not _agent(node.attributes):
        return False
    seen = False
    for child in node.children:
        if child.tag == "operations":
            if seen or not _operations(child):
                return False
            seen = True
        elif child.tag not in PRIMITIVE_LISTS or not _list(child):
            return False
    return True


def _agent(attributes: Mapping[str, str]) -> bool:
    """The agent is found again from what is printed."""
    kind, standard = attributes.get("type"), attributes.get("class")
    provider = attributes.get("provider")
    if kind is None or standard is None or not AGENT.match(kind) or not WORD.match(standard):
        return False
    if standard != "ocf":
        return provider is None
    if provider is None or not WORD.match(provider):
        return False
    if provider != "heartbeat":
        return True
    if kind.startswith("fence_"):
        return False
    providers = ocf_providers(kind)
    return not providers or "heartbeat" in providers


def _operations(node: Node) -> bool:
    if node.remarks is not None or not node.children:
        return False
    for name, value in node.attributes.items():
        if name != "id" or not NAME.match(value):
            return False
    for child in node.children:
        attributes = child.attributes
        if child.tag != "op" or child.remarks is not None or not attributes.keys() <= OPERATION:
            return False
        if not ("id" in attributes and "name" in attributes and "interval" in attributes):
            return False
        if not WORD.match(attributes["name"]) or not all(map(_value, attributes.values())):
            return False
        if attributes.get("role") in NEWER_ROLES:
            return False
        if not all(part.tag in OPERATION_LISTS and _list(part) for part in child.children):
            return False
    return True


_CONTAINER = frozenset({"id", "description"})


def _container(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    if not _named(node, _CONTAINER):
        return False
    count = 0
    for child in node.children:
        if child.tag in MEMBERS:
            identity = child.attributes.get("id", "")
            if resources.get(identity) is not child or not NAME.match(identity):
                return False
            if node.tag == "group" and (child.tag != "primitive" or identity.lower() in KEYWORDS):
                return False
            count += 1
        elif child.tag not in CONTAINER_LISTS or not _list(child):
            return False
    return count == 1 or (node.tag == "group" and count > 0)


def _tag(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    return (
        _named(node, frozenset({"id"}))
        and len(node.children) > 0
        and all(
            child.tag == "obj_ref"
            and len(child.attributes) == 1
            and NAME.match(child.attributes.get("id", "")) is not None
            and not child.children
            and child.remarks is None
            for child in node.children
        )
    )


def _constraint(node: Node, allowed: frozenset[str], needed: tuple[str, ...]) -> bool:
    """A constraint without sets or rules; `needed` are words."""
    if node.children or not _named(node, allowed):
        return False
    attributes = node.attributes
    return all(NAME.match(attributes.get(name, "")) is not None for name in needed)


def _optional(node: Node, name: str, words: frozenset[str]) -> bool:
    value = node.attributes.get(name)
    return value is None or value in words


_LOCATION = frozenset({"id", "rsc", "score", "node", "role", "resource-discovery"})


def _location(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    return (
        _constraint(node, _LOCATION, ("rsc",))
        and WORD.match(node.attributes.get("node", "")) is not None
        and SCORE.match(node.attributes.get("score", "")) is not None
        and _optional(node, "role", ROLES)
        and _optional(node, "resource-discovery", frozenset({"always", "never", "exclusive"}))
    )


_COLOCATION = frozenset({"id", "score", "rsc", "with-rsc", "rsc-role", "with-rsc-role"})


def _colocation(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    return (
        _constraint(node, _COLOCATION, ("rsc", "with-rsc"))
        and SCORE.match(node.attributes.get("score", "")) is not None
        and _optional(node, "rsc-role", ROLES)
        and _optional(node, "with-rsc-role", ROLES)
    )


_ORDER = frozenset({"id", "first", "then", "first-action", "then-action", "kind", "symmetrical"})


def _order(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    return (
        _constraint(node, _ORDER, ("first", "then"))
        and _optional(node, "first-action", ACTIONS)
        and _optional(node, "then-action", ACTIONS)
        and _optional(node, "kind", frozenset({"Mandatory", "Optional", "Serialize"}))
        and _optional(node, "symmetrical", frozenset({"true", "false"}))
    )


def _settings(node: Node, look: Look, resources: Mapping[str, Node]) -> bool:
    attributes = node.attributes
    return (
        len(attributes) == 1
        and SET_ID.match(attributes.get("id", "")) is not None
        and all(_pair(child) for child in node.children)
    )


_TESTS: dict[str, Callable[[Node, Look, Mapping[str, Node]], bool]] = {
    "node": _cluster_node,
    "template": _primitive,
    "primitive": _primitive,
    "group": _container,
    "clone": _container,
    "master": _container,
    "tag": _tag,
    "rsc_location": _location,
    "rsc_colocation": _colocation,
    "rsc_order": _order,
    "cluster_property_set": _settings,
    "meta_attributes": _settings,
}
