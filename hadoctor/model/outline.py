"""The tree in the order of the file, each node with the path of the section around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hadoctor.finding import Note
from hadoctor.model.schema import Schema
from hadoctor.source import Span
from hadoctor.syntax.tree import Document, Junk, Kind, Node, Pair, Section

RESOURCE = "resources.process."
"""Below it every name is that of a process."""


class Place(NamedTuple):
    """A node, the path of its section ("" at top level), and its number in there."""

    node: Node
    path: str
    around: Section
    place: int

    @property
    def own_path(self) -> str:
        """The path of the node itself, where it is a section."""
        name = self.node.name if isinstance(self.node, Section) else ""
        return f"{self.path}.{name}" if self.path else name

    @property
    def after(self) -> Node | None:
        inside = self.around.children
        return inside[self.place + 1] if self.place + 1 < len(inside) else None


def outline(document: Document) -> Iterator[Place]:
    stack = [("", document.root, 0)]
    while stack:
        path, around, index = stack.pop()
        if index == len(around.children):
            continue
        stack.append((path, around, index + 1))
        place = Place(around.children[index], path, around, index)
        yield place
        # No key below so long a path can be stored; the reader stops there too.
        if isinstance(place.node, Section) and len(path) < 255:
            stack.append((place.own_path, place.node, 0))


def pairs(document: Document) -> Iterator[tuple[Place, Pair]]:
    for place in outline(document):
        if isinstance(place.node, Pair):
            yield place, place.node


def junk(document: Document) -> Iterator[tuple[Place, Junk]]:
    for place in outline(document):
        if isinstance(place.node, Junk):
            yield place, place.node


def is_section(schema: Schema, path: str) -> bool:
    """Whether the release reads anything in a section of that path."""
    return path in schema.sections or path.startswith(RESOURCE)


def broken_heads(document: Document) -> frozenset[int]:
    """The lines on which a section begins that was never meant as one: text behind the brace, or
    no name before it."""
    kinds = (Kind.TEXT_AFTER_OPEN, Kind.NO_SECTION_NAME)
    return frozenset(p.at.line for p in document.problems if p.kind in kinds)


NOTES_MAX = 8


def also(spans: Sequence[Span], text: str) -> tuple[Note, ...]:
    """Notes on the other places of a defect that repeats, the first of which the finding has."""
    rest = len(spans) - 1 - NOTES_MAX
    notes = [Note(span, text) for span in spans[1 : NOTES_MAX + 1]]
    if rest > 0:
        notes[-1] = Note(notes[-1].at, f"{text}, and {rest} more")
    return tuple(notes)
