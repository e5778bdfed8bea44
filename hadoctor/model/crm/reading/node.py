"""`node [ID:] UNAME[:TYPE] [description=TEXT] [attributes ...] [utilization ...]`."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.attribute_lists import NODE
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.sections import read_sections
from hadoctor.syntax.element import Element

_UNAME = re.compile(r"([^:]+)(?::(normal|member|ping|remote))?", re.IGNORECASE)
_UNAME_5 = re.compile(r"([^:]+)(?::(member|remote))?", re.IGNORECASE)


def read_node(cursor: Cursor) -> Element:
    id = cursor.head_id()
    five = cursor.dialect.five
    form = f"UNAME[:{'member|remote' if five else 'normal|member|ping|remote'}]"
    found = cursor.need(_UNAME_5 if five else _UNAME, "the name of a node", form)
    node = cursor.begin("node", 0)
    if id is not None and id.text:
        node.attributes["id"] = id
    node.attributes["uname"] = cursor.part(found)
    if type := cursor.part_if(found, 2):
        node.attributes["type"] = type
    cursor.describe(node)
    read_sections(cursor, node, NODE, "attributes")
    return node
