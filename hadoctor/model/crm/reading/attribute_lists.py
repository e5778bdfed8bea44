"""Attribute lists: `params`, `meta`, `utilization`, `attributes` and their kin."""

from __future__ import annotations

from collections.abc import Mapping

from hadoctor.model.crm.reading.cursor import SCORE, Cursor
from hadoctor.model.crm.reading.pairs import TERMINATORS, read_pairs
from hadoctor.model.crm.reading.rules import read_rules
from hadoctor.syntax.element import Element

PARAMS = {"params": "instance_attributes", "meta": "meta_attributes"}
ATTRIBUTES = {"attributes": "instance_attributes", "meta": "meta_attributes"}
NODE = {"attributes": "instance_attributes", "utilization": "utilization"}
RESOURCE = {**PARAMS, "utilization": "utilization"}
OPERATION = {"op_params": "instance_attributes", "op_meta": "meta_attributes"}


def read_lists(
    cursor: Cursor,
    parent: Element,
    names: Mapping[str, str],
    implicit: str = "",
    ends: frozenset[str] = TERMINATORS,
) -> None:
    """Append the lists that stand here, keyword after keyword. `names` are the keywords and the
    elements that they make; `implicit` is the keyword that the first list may lack."""
    add = parent.children.append
    if implicit and cursor.more and _may_be_inside(cursor.text, names, ends):
        first = cursor.at
        made = _read_list(cursor, names[implicit], first, ends)
        if cursor.at > first:
            add(made)
    while cursor.more and (keyword := _keyword(cursor.text, names)):
        cursor.at += 1
        add(_read_list(cursor, names[keyword], cursor.at - 1, ends))


def _may_be_inside(text: str, names: Mapping[str, str], ends: frozenset[str]) -> bool:
    """Whether a list without its keyword can begin with a word. Most often the next operation is
    there."""
    lower = text.lower()
    return (lower not in ends or lower == "rule") and not _keyword(text, names)


def _keyword(text: str, names: Mapping[str, str]) -> str | None:
    """The keyword that the word is. The shell only looks at how the word begins, but for the last
    of them: `metadata=x`, where a keyword may stand, is `meta`, and the rest of it is lost."""
    lower = text.lower()
    if lower in names:
        return lower
    for name in names:
        if lower.startswith(name):
            return name if name != list(names)[-1] else None
    return None


def _read_list(cursor: Cursor, tag: str, first: int, ends: frozenset[str]) -> Element:
    made = cursor.begin(tag, first)
    if cursor.text.startswith("$") and (found := cursor.id_or_reference()):
        name, value = found
        if name == "id-ref":
            made.attributes[name] = value
            return cursor.end(made)
        if value.text:
            made.attributes["id"] = value
    if cursor.text.endswith(":") and (score := cursor.match(SCORE)):
        made.attributes["score"] = cursor.part(score)
    made.children.extend(read_rules(cursor))
    made.children.extend(read_pairs(cursor, ends))
    return cursor.end(made)
