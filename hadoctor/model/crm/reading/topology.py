"""`fencing_topology [TARGET] DEVICES ...`."""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.syntax.element import Element, Value

_ATTRIBUTE = re.compile(r"attr:([\w-]+)=([\w-]+)", re.IGNORECASE)
_PATTERN = re.compile(r"pattern:(.+)", re.IGNORECASE)
_NODE = re.compile(r"([^:]+):")
_NO_TARGET = "@@"
"""Stands for a target that is not written; whoever writes it gets the same."""


class _Target(NamedTuple):
    """The attributes that name a target, and the text under which its levels are counted: of a node
    attribute that is only its name."""

    attributes: dict[str, Value]
    counted: str


def read_topology(cursor: Cursor) -> Element:
    made = cursor.begin("fencing-topology", 0)
    target = _Target({}, _NO_TARGET)
    levels: list[tuple[_Target, int]] = []
    while cursor.more:
        if found := cursor.match(_ATTRIBUTE):
            name, value = cursor.part(found), cursor.part(found, 2)
            target = _Target({"target-attribute": name, "target-value": value}, found[1])
        elif found := cursor.match(_PATTERN):
            target = _Target({"target-pattern": cursor.part(found)}, found[1])
        elif found := cursor.match(_NODE):
            target = _Target({"target": cursor.part(found)}, found[1])
        else:
            levels.append((target, cursor.take("devices")))
    if levels and _untargeted(levels[0][0]):
        # All levels hold for every node that the CIB has by now, whatever targets follow.
        nodes = [_Target({"target": Value(node)}, node) for node in cursor.dialect.nodes]
        levels = [(node, number) for node in nodes for _, number in levels]
    counts: dict[str, int] = {}
    for target, number in levels:
        index = counts[target.counted] = counts.get(target.counted, 0) + 1
        made.children.append(_level(cursor, target, index, number))
    return made


def _untargeted(target: _Target) -> bool:
    return target.counted == _NO_TARGET and set(target.attributes) <= {"target"}


def _level(cursor: Cursor, target: _Target, index: int, number: int) -> Element:
    word = cursor.words[number]
    level = Element("fencing-level", cursor.source, word.start, word.end)
    if "target" in target.attributes:
        level.attributes.update(target.attributes)
    level.attributes["index"] = Value(str(index))
    level.attributes["devices"] = cursor.whole(number)
    level.attributes.update(target.attributes)
    return level
