"""The agent of a resource: `[CLASS:[PROVIDER:]]TYPE`."""

from __future__ import annotations

from hadoctor.model.crm.dialect import provider
from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.syntax.element import Element, Value

_FORM = "[CLASS:[PROVIDER:]]TYPE"


def read_agent(cursor: Cursor, resource: Element) -> None:
    """Sets class, provider and type; those that are not written are made up for ocf."""
    if not cursor.text:
        cursor.missing("an agent", _FORM)
    text = cursor.text
    at = cursor.at
    parts: list[Value] = []
    start = 0
    for part in text.split(":", 3):
        parts.append(cursor.piece(at, start, start + len(part)))
        start += len(part) + 1
    if len(parts) > 3:
        cursor.fail(f"the agent '{text}' has more than three parts", _FORM)
    cursor.at += 1
    if not parts[-1].text:
        cursor.fail(f"the agent '{text}' has no type", _FORM, at)
    if len(parts) == 1:
        fences = cursor.dialect.five and text.startswith("fence_")
        parts.insert(0, Value("stonith" if fences else "ocf"))
    if len(parts) == 2:
        parts.insert(1, Value(provider(parts[1].text) if parts[0].text == "ocf" else ""))
    if parts[0].text == "ocf" and not parts[1].text:
        cursor.fail(f"the agent '{text}' has no provider", _FORM, at)
    for name, value in zip(("class", "provider", "type"), parts, strict=True):
        if value.text:
            resource.attributes[name] = value
