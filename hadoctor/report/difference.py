"""The difference of two texts, safe to show and without the secrets in them."""

from __future__ import annotations

from hadoctor import fix
from hadoctor.report.text import printable


def difference(before: bytes, after: bytes, old: str, new: str) -> list[str]:
    """As `diff -u` shows it; `old` and `new` are the names of the texts."""
    return [printable(line) for line in fix.difference(before, after, old, new)]
