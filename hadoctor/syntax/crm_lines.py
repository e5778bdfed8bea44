"""Lines of crm text: what the shell joins before it looks at quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.source import Source
from hadoctor.syntax.grammar import tokens


class Run(NamedTuple):
    """Characters of a logical line up to the index `end` that stand together in the source: the byte
    offset of each is its index and `shift`. None: it is not so simple."""

    end: int
    shift: int | None


class Logical:
    """One logical line: continued lines joined, blanks at both ends gone, ASCII only.

    Characters beyond ASCII are references as in XML, `&#233;` for é: so they come to the CIB.
    """

    __slots__ = ("_places", "end", "runs", "start", "text")

    def __init__(
        self, text: str, start: int, end: int, runs: list[Run], places: list[int] | None = None
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.runs = runs
        """The whole line, part by part."""
        self._places = places

    @property
    def places(self) -> list[int]:
        """The byte offset of every character, and one more for the end."""
        if self._places is None:
            places: list[int] = []
            for end, shift in self.runs:
                places.extend(range(len(places) + (shift or 0), end + (shift or 0)))
            self._places = [*places, self.end]
        return self._places


_BLANKS = " \t\x0b\x0c\x1c\x1d\x1e\x1f"
_BLANK = r"[ \t\x0b\x0c\x1c-\x1f]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]"
_BLANK += r"|\xe2\x81\x9f|\xe3\x80\x80"
_LEADING = re.compile(f"(?:{_BLANK})*+")
_WIDE = tuple(
    character.encode().decode("latin-1")
    for character in "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
# A character of UTF-8 as Latin-1 text, or a byte that is none.
_CHARACTER = re.compile(
    r"[\x00-\x7f]++|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    r"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    r"|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]"
)


_ALL_BLANKS = _BLANKS + "\r\n"


def logical_lines(source: Source) -> Iterator[Logical]:
    pieces: list[tuple[str, int]] = []
    text = source.text
    for token in tokens("crm", text) if text else ():
        start = token.start_pos or 0
        content = token.value.rstrip(_ALL_BLANKS)
        if content.isascii():
            size = len(content)
            content = content.lstrip(_BLANKS)
            start += size - len(content)
        else:
            i, j = _stripped(content)
            content, start = content[i:j], start + i
        if token.type == "CONTINUED":
            pieces.append((content.rstrip("\\"), start))
            continue
        if token.type != "BLANK":
            pieces.append((content, start))
        if pieces:
            yield from _joined(pieces, ended=True)
            pieces = []
    if pieces:
        yield from _joined(pieces, ended=text[-1] in "\r\n")


def _stripped(text: str) -> tuple[int, int]:
    """Where the text begins and ends without the blanks around it."""
    end = len(text.rstrip(_BLANKS))
    if text.isascii():
        return end - len(text[:end].lstrip(_BLANKS)), end
    start = _LEADING.match(text, 0, end)
    i = start.end() if start else 0
    while end > i:
        if text[end - 1] in _BLANKS:
            end -= 1
        elif text.endswith(_WIDE, i, end):
            end -= 2 if text[end - 2] == "\xc2" else 3
        else:
            break
    return i, end


def _joined(pieces: list[tuple[str, int]], *, ended: bool) -> Iterator[Logical]:
    """The pieces as one line, unless nothing is left. A piece begins with no blank, but one before
    a backslash may end in blanks; a file that ends in a backslash keeps them."""
    filled = [piece for piece in pieces if piece[0]]
    if not filled:
        return
    if ended:
        text, start = filled[-1]
        filled[-1] = (text[: _stripped(text)[1]], start)
    yield _mapped(filled)


def _mapped(pieces: list[tuple[str, int]]) -> Logical:
    start = pieces[0][1]
    end = pieces[-1][1] + len(pieces[-1][0])
    text = "".join([piece for piece, _ in pieces])
    if not text.isascii():
        return _with_references(pieces, start, end)
    runs: list[Run] = []
    size = 0
    for piece, at in pieces:
        runs.append(Run(size + len(piece), at - size))
        size += len(piece)
    return Logical(text, start, end, runs)


def _with_references(pieces: list[tuple[str, int]], start: int, end: int) -> Logical:
    texts: list[str] = []
    places: list[int] = []
    for piece, at in pieces:
        _referenced(piece, at, texts, places)
    text = "".join(texts)
    return Logical(text, start, end, [Run(len(text), None)], [*places, end])


def _referenced(piece: str, start: int, texts: list[str], places: list[int]) -> None:
    for match in _CHARACTER.finditer(piece):
        i, j = match.span()
        text = match[0]
        if text[0] < "\x80":
            texts.append(text)
            places.extend(range(start + i, start + j))
            continue
        reference = f"&#{ord(text.encode('latin-1').decode('utf-8', 'replace'))};"
        texts.append(reference)
        # The last character of the reference stands for the last byte: a place ends behind it.
        places.extend([start + i] * (len(reference) - 1))
        places.append(start + j - 1)
