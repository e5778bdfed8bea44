"""Ids: each one once in a configuration, and every reference to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from hadoctor.finding import Note
from hadoctor.model.cib.schema.names import BLANK, is_ncname
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.source import suggest
from hadoctor.syntax.element import Element

SHORTEST_GUESS = 4
"""Shorter ids are all alike: none is taken for the misspelling of another."""
MAX_COMPARED = 2_000
MAX_SUGGESTIONS = 10
"""No more ids than these are compared with a misspelt one, for no more references than these get a
suggestion: it would take too long."""

_RESOURCES = ("primitive", "group", "clone", "master", "bundle", "tag")
# What a reference may mean, by its attribute or the element that it is the id of.
_MEANT = {
    "template": ("template",),
    "rsc": _RESOURCES,
    "with-rsc": _RESOURCES,
    "first": _RESOURCES,
    "then": _RESOURCES,
    "<resource_ref>": _RESOURCES,
    "<role>": ("acl_role",),
    "<role_ref>": ("acl_role",),
}


class Reference(NamedTuple):
    """An attribute that refers to an id; `text` is that id, without blanks around it."""

    element: Element
    attribute: str
    text: str


def duplicates(again: Iterable[Element], first: Mapping[str, Element]) -> Iterator[Refusal]:
    """The elements whose ids others have already: `first` has the first element of each.

    Of an element that was copied as a whole only its own id is told, not those of its parts.
    """
    inside: dict[int, frozenset[str]] = {}
    copied: set[int] = set()
    for element in again:
        text = element.id.strip(BLANK)
        if not is_ncname(text):
            continue
        original = first[text]
        if element.children:
            if id(original) not in inside:
                inside[id(original)] = frozenset(part.id for part in original.walk())
            known = inside[id(original)]
            parts = (part for part in element.walk() if part is not element)
            copied.update(id(part) for part in parts if part.id in known)
        if id(element) not in copied:
            note = Note(original.place("id"), f"<{original.tag}> has it")
            message = f"id '{text}' is there twice"
            yield Refusal(Stage.SCHEMA, message, element.place("id"), "", (note,), Topic.ID)


def dangling(
    references: Iterable[Reference], ids: Mapping[str, Element], unjudged: set[str]
) -> Iterator[Refusal]:
    """References to what is not there. `unjudged`: ids of elements that have no place there."""
    told = 0
    for entry in references:
        text = entry.text
        if text in ids or text in unjudged or not is_ncname(text):
            continue
        near = _near(entry, ids) if told < MAX_SUGGESTIONS else None
        told += 1
        message = f"{entry.attribute} '{text}' is the id of nothing"
        if entry.attribute == "id":
            message = f"<{entry.element.tag}> refers to '{text}', which is the id of nothing"
        at = entry.element.place(entry.attribute)
        expected = f"'{near}'" if near else ""
        about = Topic.CONSTRAINT if _meant(entry) is _RESOURCES else Topic.REFERENCE
        yield Refusal(Stage.SCHEMA, message, at, expected, (), about)


def _meant(entry: Reference) -> tuple[str, ...] | None:
    """The tags of the elements that the reference may be to; None: any."""
    if entry.attribute == "id-ref":
        return (entry.element.tag,)
    key = f"<{entry.element.tag}>" if entry.attribute == "id" else entry.attribute
    return _MEANT.get(key)


def _near(entry: Reference, ids: Mapping[str, Element]) -> str | None:
    """The id that was probably meant: of an element that may be meant there."""
    if len(entry.text) < SHORTEST_GUESS:
        return None
    tags = _meant(entry)
    fitting = (text for text, named in ids.items() if tags is None or named.tag in tags)
    return suggest(entry.text, list(islice(fitting, MAX_COMPARED)))
