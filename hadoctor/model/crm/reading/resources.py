"""Resources: `primitive`, `rsc_template`, `group`, `clone`, and `ms` or `master`.

Members are references, `<crmsh-ref id>`: the resources stand in their own statements.
"""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.agent import read_agent
from hadoctor.model.crm.reading.attribute_lists import PARAMS, RESOURCE
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.sections import read_sections
from hadoctor.syntax.element import Element, Value

REFERENCE = "crmsh-ref"
_TEMPLATE = re.compile(r"@(.+)")


def read_primitive(cursor: Cursor) -> Element:
    return _basic(cursor, "primitive")


def read_template(cursor: Cursor) -> Element:
    return _basic(cursor, "template")


def _basic(cursor: Cursor, tag: str) -> Element:
    made = cursor.begin(tag, 0)
    made.attributes["id"] = cursor.identifier()
    if tag == "primitive" and (found := cursor.match(_TEMPLATE)):
        made.attributes["template"] = cursor.part(found)
    else:
        read_agent(cursor, made)
    _end_head(cursor, made)
    cursor.describe(made)
    read_sections(cursor, made, RESOURCE, "params", operations=True)
    return made


def read_group(cursor: Cursor) -> Element:
    made = cursor.begin("group", 0)
    made.attributes["id"] = cursor.identifier()
    members: dict[str, Element] = {}
    while (text := cursor.text) and "=" not in text and text.lower() not in PARAMS:
        if text in members:
            group = made.id
            cursor.fail(f"'{text}' is twice in the group '{group}'", "every member once")
        cursor.at += 1
        members[text] = reference(cursor, cursor.whole())
    _end_head(cursor, made)
    cursor.describe(made)
    read_sections(cursor, made, PARAMS, "params")
    made.children.extend(members.values())
    return made


def read_clone(cursor: Cursor) -> Element:
    return _container(cursor, "clone")


def read_master(cursor: Cursor) -> Element:
    return _container(cursor, "master")


def _container(cursor: Cursor, tag: str) -> Element:
    made = cursor.begin(tag, 0)
    made.attributes["id"] = cursor.identifier()
    child = reference(cursor, cursor.resource())
    _end_head(cursor, made)
    cursor.describe(made)
    read_sections(cursor, made, PARAMS, "params")
    made.children.append(child)
    return made


def reference(cursor: Cursor, value: Value) -> Element:
    made = Element(REFERENCE, cursor.source, value.start, value.end)
    made.attributes["id"] = value
    return made


def _end_head(cursor: Cursor, made: Element) -> None:
    made.head_end = cursor.words[cursor.at - 1].end
