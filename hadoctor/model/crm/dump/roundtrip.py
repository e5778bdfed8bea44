"""Printing an object and reading it back, as the shell does before it trusts its notation."""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.dump.equal import equal
from hadoctor.model.crm.dump.ids import Ids
from hadoctor.model.crm.dump.look import Look
from hadoctor.model.crm.dump.objects import Object
from hadoctor.model.crm.dump.settings import defaults, properties
from hadoctor.model.crm.dump.tree import Node, from_element
from hadoctor.model.crm.read import read
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.source import Source
from hadoctor.syntax.crm import parse

VALID_ID = re.compile(r"[A-Za-z_][\w._-]*$")
REFERABLE = frozenset({"utilization", "rule", "operations"})
"""Lists whose id is shown when it is referenced. References to others are kept under a name that the
shell never asks for."""

_OLDER = {"Promoted": "Master", "Unpromoted": "Slave"}


class Unchanged(Dialect):
    """For what the shell reads of its own, 5.x does not put the newer role for the older one."""

    __slots__ = ()

    def role(self, text: str, name: str = "role") -> str:
        if self.lists.promoted or name not in ("role", "target-role"):
            return text
        return _OLDER.get(text, text)


class CannotReadError(Exception):
    """The shell dies when it reads its own words."""


class World(NamedTuple):
    """What the objects of a configuration see of each other."""

    look: Look
    dialect: Dialect
    resources: dict[str, Node]
    """Objects that are no nodes, by id."""
    nodes: dict[str, Node]
    used: set[str]
    """Ids given while objects were read back."""
    references: dict[str, str]
    """The references met, see `Look.references`."""
    firsts: dict[tuple[int, str], str | None]
    """The first list of a kind inside an object, where that was asked for."""


def reads_back(item: Object, lines: list[str], world: World) -> bool:
    """True when the lines, joined to one, read back to the same element."""
    statement = " ".join(lines)
    remarks = [remark.text for remark in item.node.remarks or ()]
    if "\n" in statement.replace("\\\n\t\t", "") or any("\n" in text for text in remarks):
        return False
    node = _read("\n".join([*remarks, statement]), world)
    if node is None:
        return False
    if node.tag not in ("fencing-topology", "node") and not VALID_ID.match(node.get("id") or ""):
        return False
    Ids(world.look.crmsh, world.used).give(node, _counterpart(item))
    _resolve(node, world)
    return equal(item.node, node)


def _counterpart(item: Object) -> Node:
    """What the ids come from. Settings are looked up as a whole, in what they stand in; of all
    other objects only the parts are."""
    if item.kind.write not in (properties, defaults):
        return item.node
    top = Node("", {})
    top.children = [item.node]
    return top


def _read(text: str, world: World) -> Node | None:
    script = parse(Source("dump", text.encode("utf-8", "surrogateescape")))
    if not script.statements or script.lost:
        return None
    statement = script.statements[-1]
    if statement.fault is not None:
        raise CannotReadError
    element = read(statement, world.dialect)
    if isinstance(element, Refusal):
        if element.stage is Stage.CRASH:
            raise CannotReadError
        return None
    node = from_element(element)
    for part in node.walk():
        if (reference := part.get("id-ref")) is not None and part.tag != "nvpair":
            world.references[reference] = part.tag if part.tag in REFERABLE else ""
    if node.tag in ("rsc_defaults", "op_defaults"):
        inner = node.children[0]
        inner.remarks = node.remarks or inner.remarks
        return inner
    return node


def _resolve(node: Node, world: World) -> None:
    """References to an object stand for its first list of the kind; members are put in place."""
    for part in node.walk():
        reference = part.get("id-ref")
        if reference is not None:
            target = world.resources.get(reference) or world.nodes.get(reference)
            if target is not None and (identity := _first_id(target, part.tag, world)):
                part.attributes["id-ref"] = identity
    children = []
    for child in node.children:
        if child.tag != "crmsh-ref":
            children.append(child)
        elif (member := world.resources.get(child.get("id") or "")) is not None:
            children.append(member)
    node.children = children


def _first_id(target: Node, tag: str, world: World) -> str | None:
    """The id of the first element of a kind inside an object."""
    key = (id(target), tag)
    if key not in world.firsts:
        inside = (node for node in target.walk() if node is not target and node.tag == tag)
        first = next(inside, None)
        world.firsts[key] = None if first is None else first.get("id")
    return world.firsts[key]
