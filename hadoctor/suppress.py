"""Suppressions: a comment on the line above says that a finding is known and meant.

    # hadoctor: ignore[TOT006] the lab is small
    # hadoctor: ignore[TOT006,SEC001] until 2027-03-01 the switch comes in spring

On the line above, because in corosync.conf what stands behind a value is a part of it. Codes are
needed; `ignore-file[...]` is for the whole file. A suppression that suppresses nothing, or whose day
has passed, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hadoctor.source import Span
from hadoctor.syntax.tree import Comment, Document, Section

if TYPE_CHECKING:
    from datetime import date

    from hadoctor.finding import Reported

_COMMENT = r"hadoctor:\s*(ignore|ignore-file)\[([A-Za-z0-9,\s]+)\]\s*(?:until\s+(\d{4}-\d\d-\d\d)\b)?\s*(.*)"
R = TypeVar("R", bound="Reported")


class Suppression(NamedTuple):
    codes: tuple[str, ...]
    line: int
    """The line that it is for; 0 for the whole file."""
    at: Span
    until: str
    """The last day on which it counts, as ISO date; empty for always."""


class Unused(NamedTuple):
    """A suppression that does nothing, and why."""

    at: Span
    why: str


def find(document: Document) -> list[Suppression]:
    if b"hadoctor:" not in document.source.data:
        return []
    return list(_find(document))


def _find(document: Document) -> Iterator[Suppression]:
    for comment in _comments(document.root):
        match = re.fullmatch(_COMMENT, comment.text)
        if match is None:
            continue
        codes = tuple(code.strip().upper() for code in match[2].split(",") if code.strip())
        line = 0 if match[1] == "ignore-file" else _next_line(comment)
        yield Suppression(codes, line, comment.span, match[3] or "")


def _comments(root: Section) -> Iterator[Comment]:
    todo = list(reversed(root.children))
    while todo:
        node = todo.pop()
        if isinstance(node, Comment):
            yield node
        elif isinstance(node, Section):
            todo.extend(reversed(node.children))


def _next_line(comment: Comment) -> int:
    """The next line that is neither comment nor blank."""
    source = comment.source
    line = source.line_number(comment.start) + 1
    while line <= len(source.line_starts):
        text = source.line_bytes(line).strip()
        if text and not text.startswith(b"#"):
            break
        line += 1
    return line


def apply(
    reported: Iterable[R], suppressions: list[Suppression], today: date | None
) -> tuple[list[R], int, list[Unused]]:
    """What is left of the findings, how many were suppressed, and the suppressions without use."""
    kept: list[R] = []
    used: set[int] = set()
    suppressed = 0
    valid = [s for s in suppressions if not _expired(s, today)]
    for one in reported:
        at = one.finding.at
        by = [
            n
            for n, s in enumerate(valid)
            if s.at.source is at.source and s.line in (0, at.line) and one.code in s.codes
        ]
        used.update(by)
        suppressed += bool(by)
        if not by:
            kept.append(one)
    unused = [Unused(s.at, "nothing to suppress") for n, s in enumerate(valid) if n not in used]
    unused += [Unused(s.at, f"its day was {s.until}") for s in suppressions if s not in valid]
    return kept, suppressed, unused


def _expired(suppression: Suppression, today: date | None) -> bool:
    if not suppression.until:
        return False
    if today is None:
        from datetime import date

        today = date.today()
    return today.isoformat() > suppression.until
