"""Words of crm text: how the shell unquotes a logical line, with the place of every character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hadoctor.syntax.crm_lines import Logical


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


_new = tuple.__new__
"""Makes a Word in half the time: there are many."""


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
_SPECIAL = re.compile(r"""[\t\r'"\\]""")
_PART = re.compile(r"""([^'"\\]+)|\\(.)|'([^']*)'|"([^"\\]*(?:\\.[^"\\]*)*)\"""")
_INSIDE = re.compile(r"""[^\\]+|\\.""")
_OPEN = {
    "'": "a single quote is never closed",
    '"': "a double quote is never closed",
    "\\": "nothing stands behind the backslash",
}
_TOO_MANY = "more than {} words in one statement"
_XML_WORD = re.compile(r"\S+")


def words(line: Logical, most: int) -> Unquoted:
    """Splits a logical line; behind `most` words nothing is read any more."""
    if line.text.count(" ") < most and not _SPECIAL.search(line.text):
        simple = _simple(line)
        if simple is not None:
            return Unquoted(tuple(simple))
    text, runs = line.text, iter(line.runs)
    run_end, shift = next(runs)
    found: list[Word] = []
    add = found.append
    for match in _WORD.finditer(text):
        i, j = match.span()
        while i >= run_end:
            run_end, shift = next(runs)
        if len(found) == most:
            return Unquoted(tuple(found), _TOO_MANY.format(most), line.places[i])
        if match.lastindex:
            if shift is not None and j <= run_end:
                add(Word(match[0], i + shift, j + shift))
            else:
                add(_plain(match[0], i, j, line.places))
        elif j - i == 1 and (fault := _OPEN.get(text[i])):
            return Unquoted(tuple(found), fault, line.places[i])
        else:
            add(_quoted(match[0], i, j, line.places))
    return Unquoted(tuple(found))


def _simple(line: Logical) -> list[Word] | None:
    """The words of a line that has nothing but words and single blanks, as most have; None where one
    of them is not in one place."""
    found: list[Word] = []
    begin = 0
    for end, shift in line.runs:
        if shift is None or (begin and line.text[begin - 1] != " "):
            return None
        at = begin + shift
        for text in line.text[begin:end].split(" "):
            stop = at + len(text)
            if text:
                found.append(_new(Word, (text, at, stop, None)))
            at = stop + 1
        begin = end
    return found


def xml_words(line: Logical, most: int) -> Unquoted:
    """The words of an `xml` line: quotes are kept, blanks alone separate."""
    # At the very end of a file a backslash can be left over; the shell drops it here.
    text, places = line.text.rstrip().rstrip("\\"), line.places
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
