"""Scores: the word before a colon in rules and constraints."""

from __future__ import annotations

import re
from typing import NoReturn

from hadoctor.model.crm.reading.cursor import Cursor, canonical, nearest
from hadoctor.syntax.element import Element, Value

_NAMED = {"advisory": "0", "mandatory": "INFINITY"}
_NUMBER = re.compile(r"[+-]?(?:inf(?:inity)?|INF(?:INITY)?|[0-9]+)")
_INFINITY = re.compile(r"inf(?:inity)?|INF(?:INITY)?")


def number(text: str) -> str | None:
    """The score as the CIB has it, or None for a word that is none."""
    return _INFINITY.sub("INFINITY", text) if _NUMBER.fullmatch(text) else None


def no_score(cursor: Cursor, what: str, form: str) -> NoReturn:
    """Fails where a score and its colon should stand. The colon must stick to the score, and a blank
    must follow it."""
    text = cursor.text
    if cursor.more and cursor.at + 1 < cursor.count and cursor.texts[cursor.at + 1] == ":":
        cursor.fail(f"a blank stands between '{text}' and its ':'", f"{text}: ...")
    score, colon, rest = text.partition(":")
    if colon and rest and (number(score) or score.lower() in _NAMED):
        cursor.fail(f"a blank is missing behind the ':' of '{text}'", f"{score}: {rest}")
    if number(text) or text.lower() in _NAMED:
        cursor.fail(f"the ':' of the score '{text}' is missing", f"{text}: ...")
    cursor.missing(what, form)


def set_score(element: Element, value: Value) -> None:
    """A word that is no score names a node attribute that has it; only rules may do that."""
    score = _NAMED.get(value.text.lower()) or number(value.text)
    if score is None:
        element.attributes["score-attribute"] = value
    else:
        element.attributes["score"] = value._replace(text=score)


def set_kind(cursor: Cursor, element: Element, value: Value) -> None:
    """The kind of an order. A score stands for one: 0 is Optional, any other is Mandatory."""
    score = number(value.text)
    if score is not None:
        kind: str | None = "Optional" if score == "0" else "Mandatory"
    else:
        kind = canonical(value.text, cursor.dialect.lists.kinds)
    if kind is None:
        kinds = cursor.dialect.lists.kinds
        cursor.fail(
            f"'{value.text}' is no kind of order", nearest(value.text, kinds), cursor.at - 1
        )
    element.attributes["kind"] = value._replace(text=kind)
