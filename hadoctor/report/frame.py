"""Code frames: the lines of a finding, its places marked below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.report.text import printable, width
from hadoctor.secret import masked
from hadoctor.source import Source, Span, shown

TAB = "    "
LONGEST = 160
"""Longer lines are shown in part, around the mark."""

Piece = tuple[str, str]
"""A style and a text; the renderer that has colours knows what to make of the style."""


class Mark(NamedTuple):
    at: Span
    text: str
    main: bool


def frame(marks: list[Mark]) -> Iterator[list[Piece]]:
    """The lines of a frame. Marks in several files give a part for each, the main one first."""
    sources: list[Source] = []
    for mark in sorted(marks, key=lambda m: not m.main):
        if mark.at.source not in sources:
            sources.append(mark.at.source)
    gutter = max(len(str(mark.at.line)) for mark in marks)
    for number, source in enumerate(sources):
        if number:
            first = min((m for m in marks if m.at.source is source), key=lambda m: m.at.start)
            yield (
                [("gutter", " " * gutter + " ┆ "), ("path", printable(source.name))]
                if (first.at.source.data)
                else [("gutter", " " * gutter + " ┆ "), ("note", f"{source.name}: {first.text}")]
            )
        if source.data:
            yield from _part([m for m in marks if m.at.source is source], gutter)


def _part(marks: list[Mark], gutter: int) -> Iterator[list[Piece]]:
    yield [("gutter", " " * gutter + " │")]
    lines: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.at.start, not m.main)):
        lines.setdefault(mark.at.line, []).append(mark)
    before = 0
    for line, here in lines.items():
        if before and line > before + 1:
            yield [("gutter", " " * gutter + " …")]
        before = line
        yield from _line(line, here, gutter)


def _line(line: int, marks: list[Mark], gutter: int) -> Iterator[list[Piece]]:
    source = marks[0].at.source
    start = source.line_starts[line - 1]
    data = masked(source.line_bytes(line))
    begin = 0
    if len(data) > LONGEST:
        begin = max(0, min(m.at.start for m in marks) - start - 60)
        data = data[begin : begin + LONGEST]
    text = ("…" if begin else "") + _flat(data)
    shift = 1 if begin else 0
    yield [("gutter", f"{line:>{gutter}} │ "), ("source", text)]
    for mark in marks:
        first = max(0, mark.at.start - start - begin)
        last = max(first, min(mark.at.end - start - begin, len(data)))
        left = shift + width(_flat(data[:first]))
        length = max(1, width(_flat(data[first:last])))
        sign = ("^" if mark.main else "-") * length
        style = "mark" if mark.main else "note"
        note = f" {printable(mark.text)}" if mark.text else ""
        yield [("gutter", " " * gutter + " │ "), (style, " " * left + sign + note)]


def _flat(data: bytes) -> str:
    return printable(shown(data).replace("\t", TAB))
