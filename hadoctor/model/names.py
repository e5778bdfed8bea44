"""Names that the daemon's map does not take, each with the place that spoils it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.blemish import illegal
from hadoctor.model.cmap import Fault, FaultKind
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.option import Option
from hadoctor.model.outline import outline
from hadoctor.model.schema import Schema
from hadoctor.source import Span
from hadoctor.syntax.tree import Pair, Section


class BadName(NamedTuple):
    """`part` is what spoils the path: `key`, `section`, `value` (of subsys or name, which become
    a part of the path), or `short`: the whole path has less than three characters."""

    fault: Fault
    part: str
    at: Span
    text: str
    path: str
    """The path of the section."""


def bad_names(corosync: CorosyncFile) -> Iterator[BadName]:
    """One for a key that is wrong by itself, one for a section whose name spoils all its keys."""
    faults = [f for f in corosync.cmap.faults if f.kind is FaultKind.BAD_NAME]
    if not faults:
        return
    around: dict[int, tuple[Section, str]] = {}
    for place in outline(corosync.document):
        if isinstance(place.node, Section):
            around[id(place.node)] = (place.around, place.own_path)
    seen: set[int] = set()
    for fault in faults:
        if fault.pair is None or fault.section is None:
            continue
        path = around[id(fault.section)][1] if id(fault.section) in around else ""
        part, at = _spoiler(fault, fault.pair, fault.section, around)
        if part in ("key", "short") or at.start not in seen:
            seen.add(at.start)
            text = at.source.text[at.start : at.end]
            yield BadName(fault, part, at, text, path)


def dotted(schema: Schema, path: str) -> Option | None:
    """The option of a whole path that was written as a key. It counts when the daemon looks for a
    text there; a number would have to be stored as one."""
    section, _, key = re.sub(r"\.\d+(?=\.)", "", path).rpartition(".")
    if section.startswith("logging.logger_subsys."):
        section = "logging.logger_subsys"
    return schema.option(section, key) if section else None


def _spoiler(
    fault: Fault, pair: Pair, inside: Section, around: dict[int, tuple[Section, str]]
) -> tuple[str, Span]:
    if illegal(pair.key) or not pair.key.strip(":"):
        return "key", pair.key_span if pair.key else pair.span
    section = inside
    while id(section) in around:
        if illegal(section.name):
            return "section", section.name_span
        section = around[id(section)][0]
    for child in inside.children:
        if isinstance(child, Pair) and child.key in ("subsys", "name") and illegal(child.value):
            return "value", child.value_span
    return "short", pair.key_span
