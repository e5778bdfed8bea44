"""The old words for promotable clones, and how the new ones are written in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Edit
from hadoctor.model.pacemaker.edits import add_pair, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.source import Span
from hadoctor.syntax.element import Element

ROLES = {"master": "Promoted", "slave": "Unpromoted"}
_COUNTS = {"master-max": "promoted-max", "master-node-max": "promoted-node-max"}
_ROLE_NAMES = ("role", "rsc-role", "with-rsc-role")
_ROLE_ATTRIBUTES = frozenset(_ROLE_NAMES)


class Word(NamedTuple):
    at: Span
    old: str
    new: str
    edits: tuple[Edit | None, ...]


def legacy(pacemaker: Pacemaker) -> Iterator[Word]:
    """Each old word once."""
    for resource in pacemaker.resources.values():
        if resource.kind == "master":
            yield _master(resource)
        for one in resource.own_meta.sets:
            for pair in one.all("nvpair"):
                yield from _meta(resource, pair)
    for element in pacemaker.elements:
        if not _ROLE_ATTRIBUTES.isdisjoint(element.attributes) and _may_have_role(element.tag):
            yield from _roles(element)


def _may_have_role(tag: str) -> bool:
    return tag in ("op", "rule", "resource_set") or tag.startswith("rsc_")


def _master(resource: Resource) -> Word:
    element = resource.element
    source, text = element.source, element.source.text
    name = "ms" if text.startswith("ms", element.start) else "master"
    at = Span(source, element.start, element.start + len(name))
    if text.startswith("<", element.start):
        return Word(element.span, "<master>", "<clone>", (None,))
    edits: tuple[Edit | None, ...] = (Edit(at, "clone"),)
    setting = resource.own_meta.get("promotable")
    if setting is None:
        sets = [one for one in element.all("meta_attributes") if one.first("rule") is None]
        if sets and any(True for _ in sets[0].all("nvpair")):
            edits += (add_pair(sets[0], "promotable", "true"),)
        elif text[element.end - 1 : element.end] not in ("\\", "\n"):
            end = Span(source, element.end, element.end)
            edits += (Edit(end, " meta promotable=true"),)
        else:
            edits += (None,)
    return Word(at, name, "clone", edits)


def _meta(resource: Resource, pair: Element) -> Iterator[Word]:
    name, value = pair.get("name") or "", pair.get("value") or ""
    if name in _COUNTS and resource.kind in ("clone", "master"):
        new = _COUNTS[name]
        yield Word(pair.place("name"), name, new, (set_value(pair, "name", new),))
    elif name == "target-role" and value.lower() in ROLES:
        new = ROLES[value.lower()]
        yield Word(pair.place("value"), value, new, (set_value(pair, "value", new),))


def _roles(element: Element) -> Iterator[Word]:
    for attribute in _ROLE_NAMES:
        value = element.attributes.get(attribute)
        if value is not None and value.text.lower() in ROLES:
            new = ROLES[value.text.lower()]
            edit = set_value(element, attribute, new)
            yield Word(element.place(attribute), value.text, new, (edit,))
