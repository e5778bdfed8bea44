"""Text that is safe to show: what an input holds must not speak to the terminal."""

from __future__ import annotations

import re

# Control characters, and those that turn or hide text (bidirectional marks, zero width, separators).
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Control characters as `\\x1b`, tabs as they are; the rest unchanged."""
    return _UNSAFE.sub(_escape, text) if not text.isascii() or not text.isprintable() else text


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def width(text: str) -> int:
    """How many columns a terminal takes for the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(c) else 2 if east_asian_width(c) in ("W", "F") else 1 for c in text
    )


def plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
