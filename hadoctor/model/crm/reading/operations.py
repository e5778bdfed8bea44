"""Operations: `op NAME interval=10s timeout=20s`, and `operations $id=ID` before them."""

from __future__ import annotations

from hadoctor.model.crm.reading.attribute_lists import OPERATION, read_lists
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.pairs import read_pairs
from hadoctor.model.crm.reading.typed import with_unit
from hadoctor.syntax.element import Element, Value


def read_operations(cursor: Cursor) -> Element:
    """The operations that stand here; the current word is `operations` or `op`."""
    first = cursor.at
    if cursor.keyword("operations"):
        form = "operations $id=ID | operations $id-ref=ID"
        found = cursor.id_or_reference() or cursor.missing("'$id=' or '$id-ref='", form)
        made = cursor.begin("operations", first)
        made.attributes[found[0].lower()] = found[1]
    else:
        made = Element("operations", cursor.source, *cursor.place(first)[1:])
    while cursor.more and cursor.keyword("op"):
        made.children.append(_read_operation(cursor))
    return cursor.end(made)


def _read_operation(cursor: Cursor) -> Element:
    first = cursor.at - 1
    name = cursor.identifier("the name of an operation")
    made = cursor.begin("op", first)
    made.attributes["name"] = name
    begin = cursor.at
    pairs = read_pairs(cursor)
    parameters: Element | None = None
    known = cursor.dialect.lists.operation
    # A primitive that comes from a template gets no units.
    units = cursor.dialect.session and not cursor.texts[2].startswith("@")
    for number, pair in enumerate(pairs, begin):
        named = pair.attributes.get("name")
        if named is None:
            cursor.crash("an operation cannot have a reference", number)
        text = named.text
        if text.lower() not in known:
            if parameters is None:
                parameters = cursor.begin("instance_attributes", number)
                made.children.append(parameters)
            parameters.children.append(pair)
            parameters.end = pair.end
            continue
        if parameters is not None:
            _too_late(cursor, text, parameters, number)
        value = pair.attributes.get("value")
        if value is None:
            cursor.crash(f"'{text}' of an operation has no value", number, f"{text}=VALUE")
        if units and text in ("interval", "timeout"):
            value = value._replace(text=with_unit(value.text, cursor.dialect))
        made.attributes[text] = value
    _default_interval(cursor, made, name.text, parameters, first)
    read_lists(cursor, made, OPERATION, "op_params")
    return cursor.end(made)


def _default_interval(
    cursor: Cursor,
    made: Element,
    name: str,
    parameters: Element | None,
    first: int,
) -> None:
    """The shell writes an interval where none is, and takes offence at its own when it comes behind
    a parameter."""
    five = cursor.dialect.five
    if "interval" in made.attributes or (five and name == "monitor"):
        return
    if parameters is not None:
        _too_late(cursor, "interval", parameters, first)
    made.attributes["interval"] = Value("0s" if five else "0")


def _too_late(cursor: Cursor, name: str, parameters: Element, number: int) -> None:
    other = parameters.children[0].get("name") or ""
    cursor.fail(
        f"'{name}' must stand before the parameter '{other}' of the operation",
        f"op NAME {name}=... {other}=...",
        number,
    )
