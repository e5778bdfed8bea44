"""What follows the head of a resource, node or alert: lists and operations in any order."""

from __future__ import annotations

from collections.abc import Mapping

from hadoctor.model.crm.reading.attribute_lists import read_lists
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.operations import read_operations
from hadoctor.model.crm.reading.pairs import TERMINATORS
from hadoctor.syntax.element import Element


def read_sections(
    cursor: Cursor,
    parent: Element,
    names: Mapping[str, str],
    implicit: str = "",
    ends: frozenset[str] = TERMINATORS,
    *,
    operations: bool = False,
) -> None:
    """Read lists (`names`: keyword to element) and operations until a word is neither. The first
    list may lack its keyword if it stands before everything else."""
    first = True
    while cursor.more:
        keyword = cursor.text.lower()
        if operations and keyword in ("op", "operations"):
            parent.children.append(read_operations(cursor))
            read_lists(cursor, parent, names, ends=ends)
        elif keyword in names:
            read_lists(cursor, parent, names, ends=ends)
        elif first:
            read_lists(cursor, parent, names, implicit, ends)
        else:
            break
        first = False
