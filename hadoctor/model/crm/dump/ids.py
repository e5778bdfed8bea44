"""The ids of what was read back: taken from the object that it was printed from, or made.

The shell gives each element the id of the first element of the old object that looks like it and was
not taken yet. Only where there is none does it make one.
"""

from __future__ import annotations

import re
from collections import deque

from hadoctor.model.crm.dump.tree import Node
from hadoctor.target import Target

ALIKE = {
    "node": ("uname",),
    "nvpair": ("name",),
    "op": ("name", "interval"),
    "rule": ("score", "score-attribute", "role"),
    "expression": ("attribute", "operation", "value"),
    "fencing-level": ("target", "devices"),
    "alert": ("path",),
    "recipient": ("value",),
}
"""The attributes that make two elements of a tag look alike. Others look alike by the tag."""

WITHOUT = frozenset(
    {"operations", "fencing-topology", "network", "docker", "rkt", "podman", "storage"}
    | {"select", "select_attributes", "select_fencing", "select_nodes", "select_resources"}
    | {"resource_ref", "obj_ref", "crmsh-ref"}
)
"""Elements that need no id of their own."""

SUFFIXES = {
    "instance_attributes": "instance_attributes",
    "meta_attributes": "meta_attributes",
    "utilization": "utilization",
    "rule": "rule",
    "expression": "expression",
    "date_expression": "expression",
    "duration": "duration",
    "date_spec": "date_spec",
    "read": "read",
    "write": "write",
    "deny": "deny",
}

Looks = tuple[str | None, ...]
"""The tag of an element and the values by which it looks like others."""


class Ids:
    """Gives ids to what was read back. `used` are those of earlier objects; it grows."""

    def __init__(self, crmsh: Target, used: set[str]) -> None:
        self._crmsh = crmsh
        self._used = used
        self._taken: set[int] = set()
        self._indexes: dict[int, dict[Looks, deque[Node]]] = {}

    def give(self, node: Node, old: Node) -> None:
        """`old` is what the elements of `node` have their counterparts in."""
        todo = [(node, old, "")]
        while todo:
            node, old, prefix = todo.pop()
            found = self._alike(node, old)
            if node.tag not in WITHOUT and "id-ref" not in node.attributes:
                self._identify(node, found, prefix)
            if node.tag == "node" and "uname" in node.attributes:
                prefix = node.attributes["uname"]
            elif "id" in node.attributes:
                prefix = node.attributes["id"]
            below = old if found is None else found
            todo.extend((child, below, prefix) for child in reversed(node.children))

    def _alike(self, node: Node, old: Node) -> Node | None:
        """The first child of `old` that looks like the node; with an id, that has the same one."""
        if not old.children:
            return None
        index = self._indexes.get(id(old))
        if index is None:
            index = self._indexes[id(old)] = _index(old)
        looks = _looks(node)
        identity = node.attributes.get("id")
        alike = index.get((*looks, identity) if identity else looks)
        while alike and id(alike[0]) in self._taken:
            alike.popleft()
        return alike[0] if alike else None

    def _identify(self, node: Node, found: Node | None, prefix: str) -> None:
        old_id = found.get("id") if found is not None else None
        identity = node.get("id") or old_id or node.get("uname") or self._make(node, prefix)
        self._used.add(identity)
        node.attributes["id"] = identity
        if found is not None and identity == old_id:
            self._taken.add(id(found))

    def _make(self, node: Node, prefix: str) -> str:
        if re.match(r"\d+\Z", prefix) and node.tag != "node":
            prefix = f"num-{prefix}"
        identity = prefix
        if node.tag == "nvpair":
            identity = f"{prefix}-{node.get('name')}"
        elif node.tag == "op":
            interval = node.get("interval")
            identity = f"{prefix}-{node.get('name')}" + (f"-{interval}" if interval else "")
        elif suffix := SUFFIXES.get(node.tag):
            identity = f"{prefix}-{suffix}"
        if not self._crmsh.before("5"):
            identity = identity.replace("#", ".")
        if identity not in self._used:
            return identity
        free = (f"{identity}-{number}" for number in range(99))
        return next((name for name in free if name not in self._used), identity)


def _looks(node: Node) -> Looks:
    return (node.tag, *(node.attributes.get(name) for name in ALIKE.get(node.tag, ())))


def _index(old: Node) -> dict[Looks, deque[Node]]:
    """The children by their looks, and by their looks and id: the lengths tell these apart."""
    index: dict[Looks, deque[Node]] = {}
    for child in old.children:
        looks = _looks(child)
        index.setdefault(looks, deque()).append(child)
        if identity := child.attributes.get("id"):
            index.setdefault((*looks, identity), deque()).append(child)
    return index
