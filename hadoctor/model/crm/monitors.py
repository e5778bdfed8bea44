"""The `monitor` statement: an operation for a primitive that is made elsewhere."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from hadoctor.finding import Note
from hadoctor.model.crm.kinds import KINDS
from hadoctor.model.crm.names import Names
from hadoctor.model.crm.objects import Object, Objects
from hadoctor.model.crm.refusal import Refusal, Stage
from hadoctor.syntax.element import Comment, Element

_TIME = re.compile(r"\s*(\d+)\s*([a-zA-Z]+)?")
_MILLISECONDS = {
    "ms": (1, 1),
    "msec": (1, 1),
    "us": (1, 1000),
    "usec": (1, 1000),
    "": (1000, 1),
    "s": (1000, 1),
    "sec": (1000, 1),
    "m": (60_000, 1),
    "min": (60_000, 1),
    "h": (3_600_000, 1),
    "hr": (3_600_000, 1),
}
_DIGITS = 18
"""Longer numbers are compared as text: reading them would cost more than linear time."""


def shell_milliseconds(text: str | None) -> int | str:
    """A time as the shell reads it, which is not quite as Pacemaker does; -1: it cannot."""
    found = _TIME.match(text or "")
    if found is None:
        return -1
    unit = _MILLISECONDS.get((found[2] or "").lower())
    if unit is None:
        return -1
    if len(found[1]) > _DIGITS:
        return found[0]
    return int(found[1]) * unit[0] // unit[1]


def _operations(owner: Object) -> dict[Hashable, Element]:
    """The operations of a primitive by name and interval; the first of each."""
    if owner.index is None:
        owner.index = {}
        for operations in owner.element.all("operations"):
            for op in operations.all("op"):
                owner.index.setdefault(_key(op), op)
    return owner.index


def _key(op: Element) -> tuple[str | None, int | str]:
    return op.get("name"), shell_milliseconds(op.get("interval"))


def attach(op: Element, objects: Objects, names: Names) -> Iterator[Refusal]:
    """Give the operation to its primitive, or say why not."""
    name = op.get("rsc") or ""
    owner = objects.other(name)
    if owner is None:
        if not names.unread(name):
            near = names.near(name)
            yield Refusal(
                Stage.STRUCTURE,
                f"monitor for '{name}', which does not exist",
                op.place("rsc"),
                f"'{near}'" if near else "",
            )
        return
    if owner.tag != "primitive":
        message = f"monitor for '{owner.id}', which is {KINDS[owner.tag].spoken}"
        yield Refusal(Stage.STRUCTURE, message, op.place("rsc"), "a primitive")
        return
    known = _operations(owner)
    same = known.get(_key(op))
    if same is not None:
        yield Refusal(
            Stage.STRUCTURE,
            f"'{owner.id}' has a {op.get('name')} with interval {same.get('interval')} already",
            op.place("interval"),
            "another interval",
            (Note(same.span, "the operation"),),
        )
        return
    _append(owner.element, op)
    known[_key(op)] = op
    owner.grown(op)


def _append(primitive: Element, op: Element) -> None:
    """Put the operation last; its comments go before those of the primitive."""
    op.attributes.pop("rsc", None)
    if op.comments:
        above = [Comment(each.text, 0, each.start, each.end) for each in op.comments]
        primitive.comments[:0] = above
        op.comments = []
    operations = primitive.first("operations")
    if operations is None:
        operations = Element("operations", op.source, op.start, op.end)
        primitive.children.append(operations)
    operations.children.append(op)
