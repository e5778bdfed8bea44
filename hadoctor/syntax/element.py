"""Elements with places: the tree that crm text and CIB XML have in common.

The CIB is the model; the crm language is another way to write it. Whoever reads either builds these
elements, and whoever judges or prints looks at nothing else. An element is grown by its reader and
left alone afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.source import Source, Span

NOWHERE = -1
"""The offset of what stands nowhere: the shell or the reader made it up."""


class Value(NamedTuple):
    """The value of an attribute. `text` is decoded; `start` and `end` are the byte offsets of the
    value as it is written, without its quotes."""

    text: str
    start: int = NOWHERE
    end: int = NOWHERE
    name_start: int = NOWHERE
    """Where `name=` begins; NOWHERE when the attribute is not written with its name."""

    @property
    def written(self) -> bool:
        """False for what was made up, as the id of a list that has none in the text."""
        return self.start >= 0


class Comment(NamedTuple):
    """A comment inside an element; it stands before the child with the number `before`."""

    text: str
    before: int
    start: int
    end: int


class Element:
    """One element. Identity, not content, makes two equal.

    `start` to `head_end` is what names it: the start tag, or the words of crm text up to its first
    part; `start` to `end` is all of it.
    """

    __slots__ = (
        "attributes",
        "children",
        "comments",
        "end",
        "head_end",
        "source",
        "start",
        "tag",
    )

    def __init__(
        self, tag: str, source: Source, start: int, end: int, head_end: int | None = None
    ) -> None:
        self.tag = tag
        self.source = source
        self.start = start
        self.end = end
        self.head_end = end if head_end is None else head_end
        self.attributes: dict[str, Value] = {}
        self.children: list[Element] = []
        self.comments: list[Comment] = []

    def __repr__(self) -> str:
        inside = "".join(f" {name}={v.text!r}" for name, v in self.attributes.items())
        return f"<{self.tag}{inside}> ({len(self.children)} children)"

    def get(self, name: str) -> str | None:
        """The text of an attribute, or None."""
        value = self.attributes.get(name)
        return None if value is None else value.text

    @property
    def id(self) -> str:
        """The id, or an empty text."""
        value = self.attributes.get("id")
        return "" if value is None else value.text

    @property
    def span(self) -> Span:
        """The place to show for the element: its head."""
        return Span(self.source, self.start, self.head_end)

    @property
    def whole(self) -> Span:
        return Span(self.source, self.start, self.end)

    def place(self, name: str) -> Span:
        """The place of an attribute's value; of one that is not written, the element's."""
        value = self.attributes.get(name)
        if value is None or not value.written:
            return self.span
        return Span(self.source, value.start, value.end)

    def all(self, *tags: str) -> Iterator[Element]:
        """The children with one of these tags."""
        return (child for child in self.children if child.tag in tags)

    def first(self, tag: str) -> Element | None:
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in the order of the text; depth costs no stack."""
        todo = [self]
        while todo:
            element = todo.pop()
            yield element
            todo.extend(reversed(element.children))
