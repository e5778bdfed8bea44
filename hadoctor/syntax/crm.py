"""crm shell text: bytes to statements of unquoted words. Every byte sequence gives a script."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from hadoctor.source import Source, Span
from hadoctor.syntax.crm_lines import Logical, logical_lines
from hadoctor.syntax.crm_words import Word, words, xml_words
from hadoctor.syntax.element import Comment

__all__ = ["Fault", "Script", "Statement", "Word", "parse"]


class Fault(NamedTuple):
    """What the shell dies of before it knows the statement."""

    message: str
    at: Span


class Statement(NamedTuple):
    """One logical line that is no comment, with the comments before it: they belong to it."""

    source: Source
    words: tuple[Word, ...]
    comments: tuple[Comment, ...]
    start: int
    end: int
    raw: str | None = None
    """Of an `xml` statement, the XML text that its words make, joined by single blanks."""
    fault: Fault | None = None

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)

    def raw_offsets(self) -> Callable[[int], int]:
        """A function from an index in `raw` to the byte offset where that character stands."""
        parts = self.words[1:]
        starts: list[int] = []
        at = 0
        for word in parts:
            starts.append(at)
            at += len(word.text) + 1

        def offset(index: int) -> int:
            number = bisect_right(starts, index) - 1
            word, inside = parts[number], index - starts[number]
            if inside >= len(word.text):
                return word.end
            return word.place(inside, inside)[0]

        return offset


class Script(NamedTuple):
    source: Source
    statements: tuple[Statement, ...]
    problems: tuple[Fault, ...] = ()
    """What concerns the whole text; a statement has its own fault."""
    lost: tuple[Comment, ...] = ()
    """Comments behind the last statement: the shell drops them."""


MAX_STATEMENT = 50_000
"""Words of one statement. The longest ones of real clusters have some hundred."""
MAX_WORDS = 1_000_000
"""Words of a text; a cluster of 20,000 resources has half of it. What hostile texts can have built
stays bounded so."""


def parse(source: Source) -> Script:
    statements: list[Statement] = []
    comments: list[Comment] = []
    count = 0
    for line in logical_lines(source):
        if count > MAX_WORDS:
            at = Span(source, line.start, line.start + 1)
            large = Fault(f"too large: no more than {MAX_WORDS} words are read", at)
            return Script(source, tuple(statements), (*_not_utf8(source), large))
        if line.text[0] == "#":
            comments.append(Comment(line.text, 0, line.start, line.end))
            continue
        statements.append(_statement(source, line, tuple(comments)))
        count += len(statements[-1].words)
        comments = []
    return Script(source, tuple(statements), _not_utf8(source), tuple(comments))


def _statement(source: Source, line: Logical, comments: tuple[Comment, ...]) -> Statement:
    split = xml_words if line.text.startswith("xml") else words
    found, message, at = split(line, MAX_STATEMENT)
    fault = Fault(message, Span(source, at, at + 1)) if message else None
    raw = _raw(found) if found and found[0].text.lower() == "xml" else None
    return Statement(source, found, comments, line.start, line.end, raw, fault)


def _raw(found: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in found[1:])


def _not_utf8(source: Source) -> tuple[Fault, ...]:
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = source.data[error.start]
        at = Span(source, error.start, error.start + 1)
        return (Fault(f"the byte 0x{byte:02x} is not UTF-8", at),)
    return ()
