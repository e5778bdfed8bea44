"""A first word that the shell does not know, and what its writer may have meant."""

from __future__ import annotations

from typing import NoReturn

from hadoctor.model.crm.reading.cursor import Cursor
from hadoctor.model.crm.reading.pairs import TERMINATORS
from hadoctor.model.crm.session import COMMANDS
from hadoctor.source import suggest

_PARTS = TERMINATORS | {"to", "select", "docker", "podman", "network", "storage"}
_LEVELS = frozenset({"warning:", "error:", "info:", "debug:", "notice:"})
"""How a message begins that was caught together with a dump."""
_COMMANDS = COMMANDS | {"configure", "crm"}


def unknown(cursor: Cursor, keywords: tuple[str, ...]) -> NoReturn:
    text = cursor.texts[0]
    lower = text.lower()
    if lower in _LEVELS:
        cursor.fail("a message of the shell stands between the statements", "no such line", 0)
    if text.startswith("&#65279;"):
        cursor.fail("a byte order mark stands before the first word", "no byte order mark", 0)
    if lower in _COMMANDS:
        cursor.fail(f"'{text}' is a command of the shell, and not part of a configuration", "", 0)
    if lower in _PARTS or "=" in text or text.endswith(":"):
        message = f"'{text}' begins no statement: it seems to go on from the line above"
        cursor.fail(message, "a '\\' at the end of the line above", 0)
    near = suggest(lower, keywords)
    cursor.fail(f"'{text}' is not a statement", near or "", 0)
