"""`alert ID PATH [attributes ...] [meta ...] [select ...] [to RECIPIENT ...]`."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.attribute_lists import ATTRIBUTES
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.sections import read_sections
from hadoctor.syntax.element import Element, Value

_ANY = re.compile(r".*")
_SELECTED = ("nodes", "fencing", "resources", "attributes")
_ENDS = frozenset(("attributes", "meta", "to", "select"))
_RECIPIENT_ENDS = frozenset(("attributes", "meta", "to"))
_FORM = "attributes ... | meta ... | select ... | to RECIPIENT"


def read_alert(cursor: Cursor) -> Element:
    made = cursor.begin("alert", 0)
    made.attributes["id"] = cursor.identifier()
    cursor.need(_ANY, "the path of the agent")
    made.attributes["path"] = cursor.whole()
    made.head_end = cursor.words[cursor.at - 1].end
    cursor.describe(made)
    recipients = 0
    while cursor.more:
        text = cursor.text
        if text in ATTRIBUTES:
            read_sections(cursor, made, ATTRIBUTES, ends=_ENDS)
        elif text == "select":
            _read_selection(cursor, made)
        elif cursor.keyword("to"):
            recipients += 1
            made.children.append(_read_recipient(cursor, made.id, recipients))
        else:
            cursor.missing("a part of an alert", _FORM)
    return made


def _read_selection(cursor: Cursor, alert: Element) -> None:
    first = cursor.at
    cursor.at += 1
    select: Element | None = None
    while cursor.text in _SELECTED:
        at = cursor.at
        name = cursor.text
        cursor.at += 1
        if name == "attributes" and not cursor.keyword("{"):
            # Without braces it is taken for a list of attributes of the alert.
            cursor.at = at
            break
        if select is None:
            select = cursor.begin("select", first)
            alert.children.append(select)
        selected = cursor.begin(f"select_{name}", at)
        select.children.append(selected)
        if name == "attributes":
            while cursor.text != "}":
                selected.children.append(_attribute(cursor))
            cursor.at += 1
        cursor.end(selected)
        cursor.end(select)


def _attribute(cursor: Cursor) -> Element:
    value = cursor.identifier("the name of an attribute, or '}',")
    made = cursor.begin("attribute", cursor.at - 1)
    made.attributes["name"] = value
    return made


def _read_recipient(cursor: Cursor, alert: str, number: int) -> Element:
    first = cursor.at - 1
    braced = cursor.keyword("{")
    made = cursor.begin("recipient", first)
    made.attributes["id"] = Value(f"{alert}-recipient-{number}")
    made.attributes["value"] = cursor.whole(cursor.take("a recipient", "to RECIPIENT"))
    made.head_end = made.end = cursor.words[cursor.at - 1].end
    cursor.describe(made)
    ends = _RECIPIENT_ENDS | {"}"} if braced else _RECIPIENT_ENDS
    read_sections(cursor, made, ATTRIBUTES, ends=ends)
    if braced and not cursor.keyword("}"):
        cursor.missing("the closing '}'", "to { RECIPIENT ... }")
    return cursor.end(made)
