"""The tree of a corosync.conf: sections, pairs, comments, and lines that are none of these.

Nodes are immutable and hold offsets; a span is made when somebody asks for it, which keeps a file of
a hundred thousand nodes cheap.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.source import Source, Span, shown


class Pair(NamedTuple):
    """A line `key: value`."""

    source: Source
    start: int
    end: int
    key_start: int
    key_end: int
    value_start: int
    value_end: int

    @property
    def key(self) -> str:
        """The key as the daemon takes it (Latin-1, see `Source.text`)."""
        return self.source.text[self.key_start : self.key_end]

    @property
    def value(self) -> str:
        return self.source.text[self.value_start : self.value_end]

    @property
    def key_span(self) -> Span:
        return Span(self.source, self.key_start, self.key_end)

    @property
    def value_span(self) -> Span:
        """The value; of an empty value the place where it would stand."""
        return Span(self.source, self.value_start, self.value_end)

    @property
    def span(self) -> Span:
        """Key to value, without the blanks around them and without the line end."""
        return Span(self.source, self.key_start, max(self.key_end, self.value_end))

    @property
    def line_span(self) -> Span:
        """The whole line with its line end: what is to be deleted with the pair."""
        return Span(self.source, self.start, self.end)


class Comment(NamedTuple):
    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return shown(self.source.data[self.start : self.end]).strip().lstrip("#").strip()

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)


class Junk(NamedTuple):
    """A line that the daemon cannot use."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end].strip(" \t\r\n")

    @property
    def span(self) -> Span:
        """The text of the line without the blanks around it."""
        raw = self.source.text[self.start : self.end]
        lead = len(raw) - len(raw.lstrip(" \t"))
        stop = max(lead, len(raw.rstrip(" \t\r\n")))
        return Span(self.source, self.start + lead, self.start + stop)

    @property
    def line_span(self) -> Span:
        return Span(self.source, self.start, self.end)


class Section:
    """`name {` … `}`. Identity, not content, makes two sections equal: trees may be very deep."""

    __slots__ = (
        "children",
        "close_end",
        "close_start",
        "end",
        "name",
        "name_end",
        "name_start",
        "source",
        "start",
    )

    def __init__(
        self,
        source: Source,
        name: str,
        start: int,
        end: int,
        name_start: int,
        name_end: int,
    ) -> None:
        self.source = source
        self.name = name
        self.start = start
        """Offsets of the opening line, line end included."""
        self.end = end
        self.name_start = name_start
        self.name_end = name_end
        self.children: list[Node] = []
        self.close_start = -1
        """Offset of the closing line; -1 when there is none."""
        self.close_end = -1

    def __repr__(self) -> str:
        return f"Section({self.name!r}, {len(self.children)} children)"

    @property
    def closed(self) -> bool:
        return self.close_start >= 0

    @property
    def name_span(self) -> Span:
        return Span(self.source, self.name_start, self.name_end)

    @property
    def head_span(self) -> Span:
        """The opening line from the name to its last visible character."""
        stop = len(self.source.text[self.start : self.end].rstrip(" \t\r\n"))
        return Span(self.source, self.name_start, max(self.name_start, self.start + stop))

    @property
    def indent(self) -> int:
        return self.name_start - self.start


Node = Pair | Comment | Junk | Section


class Kind(Enum):
    """What can be wrong with a line or with the nesting of lines."""

    LINE_TOO_LONG = "line too long"
    NUL = "NUL byte inside a line"
    NO_SECTION_NAME = "no name before {"
    TEXT_AFTER_OPEN = "text after {"
    TEXT_AROUND_CLOSE = "text around }"
    NOT_A_DIRECTIVE = "no directive"
    EMPTY_KEY = "empty key"
    STRAY_CLOSE = "closing brace without a section"
    UNCLOSED = "section without a closing brace"


class Problem(NamedTuple):
    """A fault of syntax. `refused`: this release of the daemon refuses the file for it; otherwise it
    drops what it cannot use without a word. `other` is the second place that explains it."""

    kind: Kind
    at: Span
    refused: bool = True
    other: Span | None = None
    text: str = ""


class Document(NamedTuple):
    """A whole file: the tree, its problems, and whether the nesting is certain."""

    source: Source
    root: Section
    problems: tuple[Problem, ...]
    nesting_sure: bool
    """False when braces are missing or too many: then sections were closed by indentation, which is
    good for hints and not for verdicts on what a section lacks."""
