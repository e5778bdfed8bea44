"""Dates in rules: `date lt TIME`, `date in start=TIME end=TIME`, `date spec hours=9-16`."""

from __future__ import annotations

from hadoctor.model.crm.reading.cursor import Cursor, nearest, one_of
from hadoctor.syntax.element import Element, Value

OPERATIONS = ("in_range", "gt", "lt", "date_spec", "spec", "in")
_SHORT = {"in": "in_range", "spec": "date_spec"}
_ENDS = ("start", "end")
_FIELDS = (
    "hours",
    "monthdays",
    "weekdays",
    "yearsdays",
    "months",
    "weeks",
    "years",
    "weekyears",
)


def fields(cursor: Cursor) -> tuple[str, ...]:
    """What a duration or a date specification may name."""
    return _FIELDS if cursor.dialect.five else (*_FIELDS, "moon")


def read_date(cursor: Cursor) -> Element:
    """The rest of a date expression; `date` was taken."""
    first = cursor.at - 1
    text = cursor.text
    if text.lower() not in OPERATIONS:
        cursor.missing("a date operation", one_of(OPERATIONS))
    cursor.at += 1
    made = cursor.begin("date_expression", first)
    value = cursor.whole()
    made.attributes["operation"] = value._replace(text=_SHORT.get(text, text))
    if text.lower() in ("lt", "gt"):
        number = cursor.take("a time")
        made.attributes["end" if text.lower() == "lt" else "start"] = cursor.whole(number)
    elif text in ("in", "in_range"):
        _set(cursor, made, "duration", (*_ENDS, *fields(cursor)), 2)
    elif text in ("spec", "date_spec"):
        _set(cursor, made, "date_spec", fields(cursor), 1)
    else:
        cursor.fail(f"'{text}' must be in lower case", text.lower(), cursor.at - 1)
    return cursor.end(made)


def _set(cursor: Cursor, made: Element, tag: str, names: tuple[str, ...], least: int) -> None:
    """Reads the pairs with these names. Other names than `start` and `end` are attributes of a
    child, which only a range from start to end has not."""
    begin = cursor.at
    pairs: list[tuple[str, Value]] = []
    while cursor.more and (pair := _pair(cursor, names)):
        pairs.append(pair)
    if len(pairs) < least:
        form = "start=TIME end=TIME" if least == 2 else f"{names[0]}=RANGE"
        name = cursor.text.partition("=")[0]
        if "=" in cursor.text and name not in names:
            cursor.fail(f"a date has no part '{name}'", nearest(name, names))
        cursor.missing("a part of the date", form)
    target = made
    if {name for name, _ in pairs} != set(_ENDS):
        target = cursor.begin(tag, begin)
        made.children.append(target)
    for name, value in pairs:
        (made if name in _ENDS else target).attributes[name] = value


def _pair(cursor: Cursor, names: tuple[str, ...]) -> tuple[str, Value] | None:
    """`name=value`, or the name alone, which stands for an empty value."""
    name, equals, value = cursor.text.partition("=")
    if name not in names or (equals and not value):
        return None
    word = cursor.words[cursor.at]
    cursor.at += 1
    start = word.place(0, 0)[0]
    at = len(name) + len(equals)
    return name, Value(value, *word.place(at, len(word.text)), start)
