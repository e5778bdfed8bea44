"""`property`, `rsc_defaults` and `op_defaults`: `[ID:] [RULE] {NAME=VALUE}`."""

from __future__ import annotations

from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.pairs import read_pairs
from hadoctor.model.crm.reading.rules import read_rules
from hadoctor.syntax.element import Element

_NOTHING: frozenset[str] = frozenset()


def read_properties(cursor: Cursor) -> Element:
    return _read_set(cursor, cursor.begin("cluster_property_set", 0))


def read_defaults(cursor: Cursor) -> Element:
    """The shell's keyword is the element's name; the set is its child."""
    made = cursor.begin(cursor.texts[0].lower(), 0)
    inside = _read_set(cursor, cursor.begin("meta_attributes", 0))
    made.children.append(inside)
    return made


def _read_set(cursor: Cursor, made: Element) -> Element:
    if id := cursor.head_id():
        made.attributes["id"] = id
    elif found := cursor.id_or_reference():
        made.attributes[found[0]] = found[1]
    made.head_end = max(made.head_end, cursor.words[cursor.at - 1].end)
    made.children.extend(read_rules(cursor))
    if cursor.dialect.session:
        made.children.extend(read_pairs(cursor, _NOTHING, bare=False, empty=False))
    else:
        made.children.extend(read_pairs(cursor))
    return cursor.end(made)
