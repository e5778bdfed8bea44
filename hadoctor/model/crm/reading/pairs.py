"""Name-value words: the contents of attribute lists, operations and property sets."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.syntax.element import Element, Value

TERMINATORS = frozenset(
    (
        "params",
        "meta",
        "utilization",
        "operations",
        "op",
        "op_params",
        "op_meta",
        "rule",
        "attributes",
    )
)
"""Words that end a list, in any case, unless the place has its own."""
_WITH_ID = re.compile(r"\$([^:=]+)(?::(.+))?=(.*)")
_REFERENCE = re.compile(r"@([^:]+)(?::(.+))?")


def read_pairs(
    cursor: Cursor,
    ends: frozenset[str] = TERMINATORS,
    *,
    bare: bool = True,
    empty: bool = True,
) -> list[Element]:
    """The `nvpair` elements of the words up to one that is none. `bare`: a word without `=` is a
    name without a value; `empty`: a value may be empty."""
    found: list[Element] = []
    texts, count = cursor.texts, cursor.count
    at = cursor.at
    while at < count:
        text = texts[at]
        if not text or text.lower() in ends:
            break
        first = text[0]
        if first == "$" or first == "@":
            pair = _special(cursor, at, text, bare)
        else:
            equals = text.find("=")
            if equals > 0:
                if not empty and equals + 1 == len(text):
                    cursor.fail(f"'{text}' has no value", f"{text}VALUE", at)
                pair = _plain(cursor, at, equals)
            elif bare and equals < 0 and ":" not in text:
                pair = _bare(cursor, at)
            else:
                break
        if pair is None:
            break
        found.append(pair)
        at += 1
    cursor.at = at
    return found


def _plain(cursor: Cursor, at: int, equals: int) -> Element:
    """`name=value`."""
    word = cursor.words[at]
    text = word.text
    pair = Element("nvpair", cursor.source, word.start, word.end)
    name, value = text[:equals], text[equals + 1 :]
    if name == "role" or name == "target-role":
        value = cursor.dialect.role(value, name)
    if word.offsets is None:
        start = word.start
        pair.attributes["name"] = Value(name, start, start + equals)
        pair.attributes["value"] = Value(value, start + equals + 1, word.end, start)
    else:
        start, end = word.place(0, equals)
        pair.attributes["name"] = Value(name, start, end)
        pair.attributes["value"] = Value(value, *word.place(equals + 1, len(text)), start)
    return pair


def _bare(cursor: Cursor, at: int) -> Element:
    word = cursor.words[at]
    pair = Element("nvpair", cursor.source, word.start, word.end)
    pair.attributes["name"] = cursor.whole(at)
    return pair


def _special(cursor: Cursor, at: int, text: str, bare: bool) -> Element | None:
    """`$id:name=value` and `@id:name`."""
    found = (_WITH_ID if text[0] == "$" else _REFERENCE).fullmatch(text)
    if not found:
        return _bare(cursor, at) if bare and "=" not in text and ":" not in text else None
    word = cursor.words[at]
    pair = Element("nvpair", cursor.source, word.start, word.end)

    def part(group: int, *, named: bool = False) -> Value:
        start = word.place(0, 0)[0] if named else -1
        return Value(found[group], *word.place(*found.span(group)), start)

    if text[0] == "@":
        pair.attributes["id-ref"] = part(1)
        if found[2] is not None:
            pair.attributes["name"] = part(2)
        return pair
    pair.attributes["id"] = part(1)
    pair.attributes["name"] = part(1 if found[2] is None else 2)
    pair.attributes["value"] = part(3, named=True)
    return pair
