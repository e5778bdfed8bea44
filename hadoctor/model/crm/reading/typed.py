"""Typed statements: what a session of the shell takes that a file may not have."""

from __future__ import annotations

import re

from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.session import COMMANDS
from hadoctor.syntax.crm import Statement, Word

_ALIASES = {"resource": "primitive"}
_UNIT = re.compile(r"[0-9]+[a-z]+")


def typed(statement: Statement, keywords: tuple[str, ...]) -> Statement:
    """The statement as a file would have it: its first word in full, its id without `id=`."""
    words = list(statement.words)
    first = words[0].text.lower()
    if first not in keywords:
        known = {*keywords, *COMMANDS, *_ALIASES}
        meant = {_ALIASES.get(word, word) for word in known if word.startswith(first)}
        if first in _ALIASES:
            meant = {_ALIASES[first]}
        if len(meant) == 1 and meant <= {*keywords} and first:
            words[0] = _shown(words[0], meant.pop())
    if len(words) > 1 and words[1].text.startswith("id="):
        words[1] = _from(words[1], 3)
    return statement._replace(words=tuple(words))


def with_unit(text: str, dialect: Dialect) -> str:
    """A time of an operation: crmsh 5 adds seconds to what has no unit."""
    if dialect.five and dialect.session and not _UNIT.fullmatch(text):
        return f"{text}s"
    return text


def _shown(word: Word, text: str) -> Word:
    """Another text that stands where the word does."""
    return Word(
        text, word.start, word.end, (*(word.start,) * (len(text) - 1), word.end - 1, word.end)
    )


def _from(word: Word, index: int) -> Word:
    """The word without what is before the index."""
    if word.offsets is None:
        return Word(word.text[index:], word.start + index, word.end)
    return Word(word.text[index:], word.start, word.end, word.offsets[index:])
