"""`monitor RSC[:ROLE] INTERVAL[:TIMEOUT]`: an operation for a resource of another statement."""

from __future__ import annotations

from hadoctor.model.crm.reading.constraints import split
from hadoctor.model.crm.reading.cursor import Cursor, canonical, nearest
from hadoctor.syntax.element import Element, Value


def read_monitor(cursor: Cursor) -> Element:
    """An `op` with the attribute `rsc`, which the CIB has not."""
    made = cursor.begin("op", 0)
    made.attributes["name"] = Value("monitor")
    resource, role = split(cursor)
    if role is not None and role.text:
        roles = cursor.dialect.lists.roles
        stored = canonical(role.text, roles)
        if not stored and not role.text.isdigit():
            message = f"'{role.text}' of '{cursor.texts[cursor.at - 1]}' is not a role"
            cursor.fail(message, nearest(role.text, roles), cursor.at - 1)
        made.attributes["role" if stored else "instance"] = role._replace(text=stored or role.text)
    made.attributes["rsc"] = resource
    interval, timeout = split(cursor)
    if interval.text:
        made.attributes["interval"] = interval
    if timeout is not None and timeout.text:
        made.attributes["timeout"] = timeout
    return made
