"""corosync.conf: lines to a tree. Every byte sequence gives a tree and a list of problems."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.source import Source, Span
from hadoctor.syntax.grammar import tokens
from hadoctor.syntax.lines import BUFFER, Reader
from hadoctor.syntax.nesting import repaired
from hadoctor.syntax.tree import Comment, Document, Junk, Kind, Pair, Problem, Section
from hadoctor.target import DEFAULT, Target


class Line(NamedTuple):
    """What the grammar says of one line; `start` is its offset in the source."""

    type: str
    start: int
    text: str


def parse(source: Source, target: Target = DEFAULT) -> Document:
    reader = Reader.of(target)
    builder = _Builder(source, reader)
    for line in _lines(source, reader, builder.problems):
        builder.take(line)
    document = builder.finish()
    if document.nesting_sure:
        return document
    return repaired(document)


def _lines(source: Source, reader: Reader, problems: list[Problem]) -> Iterator[Line]:
    text = source.text
    nbsp = "\xa0" in reader.blanks and "\xa0" in text
    for line in _tokens(text, 0):
        if len(line.text) >= BUFFER or "\0" in line.text:
            yield from _pieces(line, reader, source, problems)
        elif nbsp and line.type != "COMMENT":
            yield _with_type(line, reader)
        else:
            yield line


def _tokens(text: str, offset: int) -> Iterator[Line]:
    if text:
        for token in tokens("corosync", text):
            yield Line(token.type, offset + (token.start_pos or 0), str(token))


def _with_type(line: Line, reader: Reader) -> Line:
    """0xA0 is blank for newer releases: it may stand before a `#` or alone."""
    content = reader.content(line.text).lstrip(reader.blanks)
    if not content:
        return line._replace(type="BLANK")
    return line._replace(type="COMMENT") if content.startswith("#") else line


def _pieces(line: Line, reader: Reader, source: Source, problems: list[Problem]) -> Iterator[Line]:
    """A line that does not fit the daemon's buffer, or that holds a NUL.

    2.x takes each piece of 511 bytes for a line and ignores what follows a NUL. 3.x refuses both,
    unless the NUL comes first (the line is empty then) or the file ends without a newline.
    """
    told = False
    for at in range(0, len(line.text), BUFFER):
        piece = line.text[at : at + BUFFER]
        start = line.start + at
        seen = piece.partition("\0")[0]
        at_end = start + len(piece) == len(source.data) and len(piece) < BUFFER
        if seen and not seen.endswith("\n") and not at_end and not told:
            kind = Kind.NUL if "\0" in piece else Kind.LINE_TOO_LONG
            end = line.start + len(line.text.rstrip("\r\n"))
            at_line = source.span(start, max(start, end))
            problems.append(Problem(kind, at_line, refused=reader.strict))
            told = True
            if reader.strict:
                yield Line("TOO_LONG", line.start, line.text)
                return
        yield from _tokens(seen, start)


class _Builder:
    def __init__(self, source: Source, reader: Reader) -> None:
        self.source = source
        self.reader = reader
        self.problems: list[Problem] = []
        self.root = Section(source, "", 0, 0, 0, 0)
        self.stack = [self.root]
        self.nesting_sure = True

    def take(self, line: Line) -> None:
        match line.type:
            case "PAIR":
                self.pair(line)
            case "OPEN":
                self.open(line)
            case "CLOSE":
                self.close(line)
            case "COMMENT":
                end = line.start + len(line.text)
                self.stack[-1].children.append(Comment(self.source, line.start, end))
            case "JUNK":
                self.problem(Kind.NOT_A_DIRECTIVE, self.junk(line).span, refused=self.reader.strict)
            case "TOO_LONG":
                self.junk(line)

    def problem(
        self, kind: Kind, at: Span, *, refused: bool = True, other: Span | None = None
    ) -> None:
        self.problems.append(Problem(kind, at, refused, other))

    def junk(self, line: Line) -> Junk:
        node = Junk(self.source, line.start, line.start + len(line.text))
        self.stack[-1].children.append(node)
        return node

    def pair(self, line: Line) -> None:
        content = self.reader.content(line.text)
        key_start, key_end, value = self.reader.pair(content)
        pair = Pair(
            self.source,
            line.start,
            line.start + len(line.text),
            line.start + key_start,
            line.start + key_end,
            line.start + value,
            line.start + max(value, len(content)),
        )
        self.stack[-1].children.append(pair)
        if key_start == key_end and self.reader.refuses_empty_key:
            self.problem(Kind.EMPTY_KEY, pair.span)

    def open(self, line: Line) -> None:
        content = self.reader.content(line.text)
        name_start, name_end, after = self.reader.open(content)
        section = Section(
            self.source,
            content[name_start:name_end],
            line.start,
            line.start + len(line.text),
            line.start + name_start,
            line.start + name_end,
        )
        self.stack[-1].children.append(section)
        self.stack.append(section)
        brace = line.start + content.index("{")
        if self.reader.strict and name_start == name_end:
            self.problem(Kind.NO_SECTION_NAME, Span(self.source, brace, brace + 1))
            section.name = self.name_above(section) or section.name
        if after < len(content):
            at = Span(self.source, line.start + after, line.start + len(content))
            self.problem(Kind.TEXT_AFTER_OPEN, at, refused=self.reader.strict)
            if self.reader.strict and content.count("}") >= content.count("{"):
                # `node { nodeid: 1 }`: whoever wrote it closed the section on the same line.
                self.end_section(line)

    def name_above(self, section: Section) -> str | None:
        """The word on the line above a lone brace: people write the name there."""
        siblings = self.stack[-2].children
        above = siblings[-2] if len(siblings) > 1 else None
        return above.text if isinstance(above, Junk) else None

    def close(self, line: Line) -> None:
        content = self.reader.content(line.text).lstrip(self.reader.blanks)
        at = line.start + line.text.index("}")
        brace = Span(self.source, at, at + 1)
        if content != "}" and content.replace("}", "").strip():
            lead = line.text.index(content)
            span = Span(self.source, line.start + lead, line.start + lead + len(content))
            self.problem(Kind.TEXT_AROUND_CLOSE, span, refused=self.reader.strict, other=brace)
        elif content != "}":
            end = line.start + line.text.rindex("}") + 1
            self.problem(
                Kind.TEXT_AROUND_CLOSE, Span(self.source, at, end), refused=self.reader.strict
            )
        # 3.x stops at such a line; whoever wrote `}}` meant both.
        for _ in range(content.count("}") if self.reader.strict else 1):
            if len(self.stack) == 1:
                self.problem(Kind.STRAY_CLOSE, brace)
                self.nesting_sure = False
                self.junk(line)
                return
            self.end_section(line)

    def end_section(self, line: Line) -> None:
        section = self.stack.pop()
        section.close_start = line.start
        section.close_end = line.start + len(line.text)

    def finish(self) -> Document:
        for section in self.stack[1:]:
            # 2.x knows a nameless section at top level as the file itself: it may stay open.
            if section.name or self.reader.strict or len(self.stack) > 2:
                self.problem(Kind.UNCLOSED, section.head_span)
                self.nesting_sure = False
        return Document(self.source, self.root, tuple(self.problems), self.nesting_sure)
