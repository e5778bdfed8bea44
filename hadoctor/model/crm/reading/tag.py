"""`tag ID[:] REFERENCE {REFERENCE}`."""

from __future__ import annotations

import re

from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.syntax.element import Element

_TAG = re.compile(r"([a-zA-Z_][^\s:]*):?")


def read_tag(cursor: Cursor) -> Element:
    made = cursor.begin("tag", 0)
    found = cursor.need(_TAG, "the id of a tag")
    made.attributes["id"] = cursor.part(found)
    made.head_end = cursor.words[cursor.at - 1].end
    while cursor.more:
        value = cursor.resource()
        reference = cursor.begin("obj_ref", cursor.at - 1)
        reference.attributes["id"] = value
        made.children.append(reference)
    return made
