"""Elements are taken out of the live CIB one by one, and can be put back as they were."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from hadoctor.repair.step import Run

LIMIT = 15.0
"""Seconds that cibadmin has."""
_SECTIONS = (
    "crm_config nodes resources constraints fencing-topology acls tags alerts rsc_defaults op_defaults"
).split()


def removals(before: bytes, after: bytes) -> tuple[Run, ...] | None:
    """The commands that take out what `after` does not have any more; None where more has changed."""
    old, new = ET.fromstring(before), ET.fromstring(after)
    kept = {one.get("id"): one for one in new.iter() if one.get("id")}
    found: list[Run] = []
    for path in _gone(old, kept, []):
        step = _removal(path)
        if step is None:
            return None
        found.append(step)
    gone = {id(one) for path in _gone(old, kept, []) for one in path[-1].iter()}
    rest = [_plain(one) for one in old.iter() if id(one) not in gone]
    return tuple(found) if rest == [_plain(one) for one in new.iter()] else None


def _plain(one: ET.Element) -> tuple[str, dict[str, str]]:
    return one.tag, dict(one.attrib)


def _gone(
    one: ET.Element, kept: dict[str | None, ET.Element], above: list[ET.Element]
) -> Iterator[list[ET.Element]]:
    """The topmost elements with an id that are no longer there, each with what it is in."""
    path = [*above, one]
    if one.get("id") and one.get("id") not in kept:
        yield path
        return
    for child in one:
        yield from _gone(child, kept, path)


def _removal(path: list[ET.Element]) -> Run | None:
    section = next((one.tag for one in path if one.tag in _SECTIONS), None)
    identity = path[-1].get("id", "")
    if section is None or "'" in identity or '"' in identity:
        return None
    start = next(n for n, one in enumerate(path) if one.tag == section)
    whole = ET.fromstring(ET.tostring(path[-1]))
    whole.tail = None
    for one in reversed(path[start + 1 : -1]):
        around = ET.Element(one.tag, {"id": one.get("id", "")})
        around.append(whole)
        whole = around
    text = ET.tostring(whole, encoding="unicode")
    return Run(
        ("cibadmin", "--delete", "--xpath", f"//configuration//{path[-1].tag}[@id='{identity}']"),
        ("cibadmin", "--modify", "--allow-create", "--scope", section, "--xml-text", text),
        limit=LIMIT,
    )
