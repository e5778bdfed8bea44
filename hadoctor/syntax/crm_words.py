"""Words of crm text: how the shell unquotes a logical line, with the place of every character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Word(NamedTuple):
    """One word without its quotes.

    `text` is as the shell has it: ASCII, every other character as a reference `&#NNN;`. `start` and
    `end` are the byte offsets of the word as it is written, quotes included.
    """

    text: str
    start: int
    end: int
    offsets: tuple[int, ...] | None = None
    """Where each character of the text stands, and behind them the end; None when the text stands
    in the source as it is, from `start` on."""

    def place(self, i: int, j: int) -> tuple[int, int]:
        """The byte offsets of `text[i:j]`."""
        offsets = self.offsets
        if offsets is None:
            return self.start + i, self.start + j
        if j <= i:
            return offsets[i], offsets[i]
        # Quotes and line ends may stand behind a character: it ends one byte after it began.
        return offsets[i], offsets[j - 1] + 1


class Unquoted(NamedTuple):
    """The words of a line, and what is wrong with its quotes: a message and the byte where the
    open quote or the lone backslash stands."""

    words: tuple[Word, ...]
    fault: str = ""
    fault_at: int = 0


# Shell words as Python's shlex reads them, without comments: the first group is a word that
# holds no quote. What cannot be closed is a match of one character.
_WORD = re.compile(
    r"""([^ \t\r'"\\]++)(?![^ \t\r])"""
    r"""|(?:[^ \t\r'"\\]++|\\.|'[^']*+'|"[^"\\]*+(?:\\.[^"\\]*+)*+")++"""
    r"""|['"\\]"""
)
_PART = re.compile(r"""([^'"\\]+)|\\(.)|'([^']*)'|"([^"\\]*(?:\\.[^"\\]*)*)\"""")
_INSIDE = re.compile(r"""[^\\]+|\\.""")
_OPEN = {
    "'": "a single quote is never closed",
    '"': "a double quote is never closed",
    "\\": "nothing stands behind the backslash",
}
_TOO_MANY = "more than {} words in one statement"
_XML_WORD = re.compile(r"\S+")


def words(text: str, places: Sequence[int], most: int) -> Unquoted:
    """Splits a logical line. `places` has the byte offset of every character of `text`; behind `most`
    words nothing is read any more."""
    found: list[Word] = []
    add = found.append
    for match in _WORD.finditer(text):
        i, j = match.span()
        if len(found) == most:
            return Unquoted(tuple(found), _TOO_MANY.format(most), places[i])
        if match.lastindex:
            word = match[0]
            start, end = places[i], places[j - 1] + 1
            if end - start == j - i and "&" not in word:
                add(Word(word, start, end))
            else:
                add(_plain(word, i, j, places))
        elif j - i == 1 and (fault := _OPEN.get(text[i])):
            return Unquoted(tuple(found), fault, places[i])
        else:
            add(_quoted(match[0], i, j, places))
    return Unquoted(tuple(found))


def xml_words(text: str, places: Sequence[int], most: int) -> Unquoted:
    """The words of an `xml` line: quotes are kept, blanks alone separate."""
    found: list[Word] = []
    for match in _XML_WORD.finditer(text):
        if len(found) == most:
            return Unquoted(tuple(found), _TOO_MANY.format(most), places[match.start()])
        found.append(_plain(match[0], *match.span(), places))
    return Unquoted(tuple(found))


def _plain(text: str, i: int, j: int, places: Sequence[int]) -> Word:
    start, end = places[i], places[j - 1] + 1
    if end - start == j - i and _verbatim(i, j, places):
        return Word(text, start, end)
    return Word(text, start, end, (*places[i:j], end))


def _verbatim(i: int, j: int, places: Sequence[int]) -> bool:
    return all(places[k] == places[i] + k - i for k in range(i, j))


def _quoted(raw: str, i: int, j: int, places: Sequence[int]) -> Word:
    texts: list[str] = []
    at: list[int] = []
    start, end = places[i], places[j - 1] + 1
    last = end
    for text, where, closed in _parts(raw):
        texts.append(text)
        at.extend(where)
        last = end if closed == len(raw) else places[i + closed]
    return Word("".join(texts), start, end, (*(places[i + k] for k in at), last))


def _parts(raw: str) -> Iterator[tuple[str, Sequence[int], int]]:
    """Text, the index of each of its characters in `raw`, and the index where the part ends."""
    for match in _PART.finditer(raw):
        kind = match.lastindex or 1
        text, (i, j) = match[kind], match.span(kind)
        if kind < 4 or "\\" not in text:
            yield text, range(i, j), j
            continue
        for inside in _INSIDE.finditer(text):
            piece, k = inside[0], i + inside.start()
            if piece in ('\\"', "\\\\"):
                yield piece[1], range(k + 1, k + 2), j
            else:
                yield piece, range(k, k + len(piece)), j
