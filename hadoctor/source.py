"""Sources and places: where a text came from, and where in it something stands.

Corosync reads its file as bytes, so offsets are byte offsets. A source is decoded as Latin-1 for
parsing (one byte is one character, nothing can fail) and as UTF-8 only when a person is to see it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Source:
    """The text of one input, immutable. `name` is what the user called it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.data)} bytes)"

    @cached_property
    def text(self) -> str:
        """The bytes as characters U+0000..U+00FF: an index here is a byte offset."""
        return self.data.decode("latin-1")

    @cached_property
    def line_starts(self) -> list[int]:
        starts = [0]
        find = self.data.find
        at = find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = find(b"\n", at + 1)
        return starts

    def line_number(self, offset: int) -> int:
        """The line, counted from 1, that holds the byte at `offset`."""
        return bisect_right(self.line_starts, offset)

    def line_bytes(self, line: int) -> bytes:
        """Line `line` (from 1) without its line end."""
        start = self.line_starts[line - 1]
        stop = self.line_starts[line] if line < len(self.line_starts) else len(self.data)
        return self.data[start:stop].rstrip(b"\r\n")

    def position(self, offset: int) -> Position:
        line = self.line_number(offset)
        return Position(line, len(shown(self.data[self.line_starts[line - 1] : offset])) + 1)

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)

    @property
    def whole(self) -> Span:
        return Span(self, 0, len(self.data))


class Position(NamedTuple):
    """Line and column, both from 1; a column counts characters, not bytes."""

    line: int
    column: int


class Span(NamedTuple):
    """Half-open range of byte offsets in a source: the place of a finding in a file."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return shown(self.source.data[self.start : self.end])

    @property
    def line(self) -> int:
        return self.source.line_number(self.start)

    @property
    def first(self) -> Position:
        return self.source.position(self.start)

    @property
    def last(self) -> Position:
        """The position just behind the span; on the same line when the span ends with a newline."""
        end = self.end
        if end > self.start and self.source.data[end - 1 : end] == b"\n":
            end -= 1
        return self.source.position(end)


def shown(data: bytes) -> str:
    """Bytes as a person may see them: UTF-8, what is not becomes U+FFFD."""
    return data.decode("utf-8", "replace")


def suggest(word: str, candidates: tuple[str, ...] | list[str], distance: int = 2) -> str | None:
    """The candidate that `word` is most probably a misspelling of (Damerau-Levenshtein), if any.

    Short words need a closer match: a distance of 2 on a word of four letters is another word.
    """
    best: str | None = None
    allowed = min(distance, max(1, len(word) // 3)) + 1
    for candidate in candidates:
        if abs(len(candidate) - len(word)) >= allowed:
            continue
        found = _edits(word.lower(), candidate.lower())
        if found < allowed and candidate != word:
            best, allowed = candidate, found
            if allowed == 0:
                break
    return best


def _edits(one: str, two: str) -> int:
    """Optimal string alignment distance: insert, delete, replace, swap of neighbours."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
