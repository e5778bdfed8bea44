"""Access rights: `role`, `acl_target`, `acl_group`, and the older `user`."""

from __future__ import annotations

import re
from typing import NoReturn

from hadoctor.model.crm.reading.cursor import Cursor, one_of
from hadoctor.model.crm.reading.shortcuts import SHORTCUTS, expand
from hadoctor.syntax.element import Element, Value

_RIGHTS = ("read", "write", "deny")
_RIGHT = re.compile("|".join(_RIGHTS), re.IGNORECASE)
_ROLE = re.compile(r"role:(.+)", re.IGNORECASE)
_SPECIFICATION = re.compile(r"([^:]+)(?::(.+))?")
_KINDS = {
    "xpath": "xpath",
    "ref": "reference",
    "reference": "reference",
    "tag": "object-type",
    "type": "object-type",
    "attr": "attribute",
    "attribute": "attribute",
}
_FORM = "xpath:XPATH | ref:ID | type:TAG [attr:NAME]"
_OLD = ("xpath", "ref", "tag", "attribute")


def read_target(cursor: Cursor) -> Element:
    return _read_assigned(cursor, "acl_target")


def read_acl_group(cursor: Cursor) -> Element:
    return _read_assigned(cursor, "acl_group")


def _read_assigned(cursor: Cursor, tag: str) -> Element:
    made = _begin(cursor, tag)
    while cursor.more:
        made.children.append(_named(cursor, "role", cursor.identifier("the id of a role")))
    return made


def read_user(cursor: Cursor) -> Element:
    made = _begin(cursor, "acl_user")
    while cursor.more:
        if found := cursor.match(_ROLE):
            made.children.append(_named(cursor, "role_ref", cursor.part(found)))
        else:
            made.children.append(_read_old_right(cursor))
    return made


def read_role(cursor: Cursor) -> Element:
    made = _begin(cursor, "acl_role")
    if not cursor.dialect.lists.permissions:
        while cursor.more:
            made.children.append(_read_old_right(cursor))
        return made
    cursor.describe(made)
    while cursor.more:
        made.children.extend(_read_permission(cursor))
    return made


def _begin(cursor: Cursor, tag: str) -> Element:
    made = cursor.begin(tag, 0)
    made.attributes["id"] = cursor.identifier()
    made.head_end = cursor.words[cursor.at - 1].end
    return made


def _named(cursor: Cursor, tag: str, id: Value) -> Element:
    made = cursor.begin(tag, cursor.at - 1)
    made.attributes["id"] = id
    return made


def _read_permission(cursor: Cursor) -> list[Element]:
    """One right and its specifications: an element for each kind of object, none without one."""
    first = cursor.at
    right = cursor.need(_RIGHT, "a right", one_of(_RIGHTS))
    head: dict[str, Value] = {}
    kind = cursor.whole()
    head["kind"] = kind._replace(text=right[0].lower())
    if id := cursor.head_id():
        head["id"] = id
    model = cursor.begin("acl_permission", first)
    cursor.describe(model)
    head.update(model.attributes)
    specified = _read_specifications(cursor)
    cursor.end(model)
    made: list[Element] = []
    for name in ("xpath", "reference", "object-type"):
        if name in specified:
            element = Element(model.tag, model.source, model.start, model.end, model.head_end)
            element.attributes.update(head)
            element.attributes[name] = specified[name]
            made.append(element)
    if "attribute" in specified:
        if "object-type" not in specified:
            message = "an attribute needs the type of the element that has it"
            cursor.fail(message, "type:TAG attr:NAME", cursor.at - 1)
        made[-1].attributes["attribute"] = specified["attribute"]
    return made


def _read_specifications(cursor: Cursor) -> dict[str, Value]:
    """The last one of each kind counts."""
    found: dict[str, Value] = {}
    while cursor.more:
        kind = cursor.text.partition(":")[0]
        if kind not in _KINDS and kind not in SHORTCUTS:
            break
        match = cursor.need(_SPECIFICATION, "complete", f"{kind}:...")
        value = cursor.part_if(match, 2)
        if kind in SHORTCUTS:
            xpath = expand(kind, value.text if value else None)
            if xpath is None:
                _no_shortcut(cursor, kind, value)
            value = (value or cursor.whole())._replace(text=xpath)
            found["xpath"] = value
        elif value is None:
            cursor.fail(f"'{kind}' has nothing behind it", f"{kind}:...", cursor.at - 1)
        else:
            found[_KINDS[kind]] = value
    return found


def _no_shortcut(cursor: Cursor, kind: str, value: Value | None) -> NoReturn:
    number = cursor.at - 1
    if value is None:
        cursor.fail(f"'{kind}' has nothing behind it", f"{kind}:NAME", number)
    cursor.crash(f"'{cursor.texts[number]}' has more parts than '{kind}' knows", number)


def _read_old_right(cursor: Cursor) -> Element:
    """A right as CIBs before 2.0 have it: the right is the element."""
    right = cursor.need(_RIGHT, "a right", one_of(_RIGHTS))
    made = cursor.begin(right[0].lower(), cursor.at - 1)
    allowed = list(_OLD)
    while cursor.more:
        kind, colon, rest = cursor.text.partition(":")
        text = rest
        if kind in SHORTCUTS:
            expanded = expand(kind, rest if colon else None)
            kind, colon, text = "xpath", ":" if expanded is not None else "", expanded or ""
        if not colon or kind not in allowed:
            break
        at = cursor.at
        value = cursor.piece(at, len(cursor.text) - len(rest), len(cursor.text))
        cursor.at += 1
        made.attributes[kind] = value._replace(text=text)
        allowed.remove(kind)
        if kind == "attribute":
            break
        for other in ("ref", "tag") if kind == "xpath" else ("xpath",):
            if other in allowed:
                allowed.remove(other)
    return cursor.end(made)
