"""The difference of two texts, safe to show and without the secrets in them."""

from __future__ import annotations

from hadoctor.report.text import printable
from hadoctor.secret import masked
from hadoctor.source import shown


def difference(before: bytes, after: bytes, old: str, new: str) -> list[str]:
    """As `diff -u` shows it; `old` and `new` are the names of the texts."""
    from difflib import unified_diff

    return list(unified_diff(_lines(before), _lines(after), old, new, lineterm=""))


def _lines(data: bytes) -> list[str]:
    return [printable(shown(masked(line))) for line in data.split(b"\n")]
