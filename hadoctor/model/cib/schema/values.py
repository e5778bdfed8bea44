"""What the values of attributes may be: the data types of the schema, as libxml2 reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from hadoctor.model.cib.schema.names import BLANK, fault, is_ncname
from hadoctor.model.cib.schema.nearest import Nearest

INFINITY = ("INFINITY", "+INFINITY", "-INFINITY")

# libxml2 counts in three times eight decimals and refuses what is longer.
_INTEGER = re.compile(r"[ \t\r\n]*([+-]?)0*([0-9]{0,24})[ \t\r\n]*")
_DEVICES = re.compile(r"[a-zA-Z0-9_.-]+(?:,[a-zA-Z0-9_.-]+)*")
_RANGE = re.compile(r"[0-9-]+")


class Type(NamedTuple):
    """`name` is what the value is called in a message; `words` is for those that are enumerated."""

    kind: str
    name: str = ""
    words: tuple[str, ...] = ()


TEXT = Type("text")
ID = Type("id", "an id")
IDREF = Type("idref", "an id")
INTEGER = Type("integer", "a whole number")
NOT_NEGATIVE = Type("not negative", "a whole number from 0")
POSITIVE = Type("positive", "a whole number from 1")
LEVEL = Type("level", "a whole number from 1 to 9")
BOOLEAN = Type("boolean", "'true', 'false', '1' or '0'")
SCORE = Type("score", "a whole number or one of INFINITY, +INFINITY and -INFINITY")
DEVICES = Type("devices", "names with commas between them")
RANGE = Type("range", "port numbers with '-' between them")


def words(text: str) -> Type:
    """One of these words; white space around it does not count."""
    entries = tuple(text.split())
    return Type("words", " ".join(entries), entries)


class Bad(NamedTuple):
    """Why a value is refused, and the form that would do."""

    reason: str
    expected: str


def check(kind: Type, text: str, nearest: Nearest) -> Bad | None:
    """None when the schema takes `text` for a value of this type."""
    match kind.kind:
        case "text":
            return None
        case "id" | "idref":
            name = text.strip(BLANK)
            if is_ncname(name):
                return None
            return Bad(f"is no valid id: {fault(name)}", "letters, digits, '_', '-' and '.'")
        case "words":
            return _word(kind, text, nearest)
        case "boolean":
            if text.strip(BLANK) in ("true", "false", "1", "0"):
                return None
        case "score":
            if _integer(text) is not None or collapsed(text) in INFINITY:
                return None
        case "devices":
            if _DEVICES.fullmatch(text):
                return None
        case "range":
            if _RANGE.fullmatch(text):
                return None
        case _:
            number = _integer(text)
            if number is not None and _in_range(kind, number):
                return None
    return Bad(f"is not {kind.name}", kind.name)


@lru_cache(maxsize=1000)
def collapsed(text: str) -> str:
    """White space as the schema compares: none around, one blank inside."""
    return " ".join(part for part in re.split("[ \t\r\n]+", text) if part)


def _word(kind: Type, text: str, nearest: Nearest) -> Bad | None:
    if text in kind.words or collapsed(text) in kind.words:
        return None
    near = nearest(text, kind.words)
    return Bad("is not " + _listed(kind.words), f"'{near}'" if near else _listed(kind.words))


def _listed(entries: tuple[str, ...]) -> str:
    quoted = [f"'{entry}'" for entry in entries]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def _integer(text: str) -> int | None:
    found = _INTEGER.fullmatch(text)
    if found is None or not any(c.isdigit() for c in text):
        return None
    number = int(found[2] or "0")
    return -number if found[1] == "-" else number


def _in_range(kind: Type, number: int) -> bool:
    if kind is INTEGER:
        return True
    if kind is NOT_NEGATIVE:
        return number >= 0
    return number >= 1 and (kind is POSITIVE or number <= 9)
