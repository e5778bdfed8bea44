"""Suppressions: a comment on the line above says that a finding is known and meant.

    # hadoctor: ignore[TOT006] the lab is small
    # hadoctor: ignore[TOT006,SEC001] until 2027-03-01 the switch comes in spring

On the line above, because what stands behind a value is a part of it. In crm text it is for the whole
next statement, in XML (`<!-- hadoctor: ignore[FEN001] a lab -->`) for the next element. Codes are
needed; `ignore-file[...]` is for the whole file. A suppression that suppresses nothing, or whose day
has passed, is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hadoctor.source import Source, Span
from hadoctor.syntax.remarks import Remark

if TYPE_CHECKING:
    from datetime import date

    from hadoctor.finding import Finding, Reported

_COMMENT = r"hadoctor:\s*(ignore|ignore-file)\[([A-Za-z0-9,\s]+)\]\s*(?:until\s+(\d{4}-\d\d-\d\d)\b)?\s*(.*)"
R = TypeVar("R", bound="Reported")


class Suppression(NamedTuple):
    codes: tuple[str, ...]
    first: int
    """The first line that it is for; 0 for the whole file."""
    last: int
    at: Span
    until: str
    """The last day on which it counts, as ISO date; empty for always."""


class Unused(NamedTuple):
    """A suppression that does nothing, and why."""

    at: Span
    why: str


def find(remarks: Iterable[Remark]) -> list[Suppression]:
    return list(_find(remarks))


def _find(remarks: Iterable[Remark]) -> Iterator[Suppression]:
    for remark in remarks:
        match = re.fullmatch(_COMMENT, remark.text)
        if match is None:
            continue
        codes = tuple(code.strip().upper() for code in match[2].split(",") if code.strip())
        first, last = (0, 0) if match[1] == "ignore-file" else (remark.first, remark.last)
        yield Suppression(codes, first, last, remark.at, match[3] or "")


def apply(
    reported: Iterable[R], suppressions: list[Suppression], today: date | None
) -> tuple[list[R], int, list[Unused]]:
    """What is left of the findings, how many were suppressed, and the suppressions without use.

    A finding on several files can be suppressed in each of them.
    """
    if not suppressions:
        return list(reported), 0, []
    kept: list[R] = []
    used: set[Suppression] = set()
    suppressed = 0
    valid = [s for s in suppressions if not _expired(s, today)]
    lookup: dict[tuple[Source, int, str], list[Suppression]] = {}
    for one in valid:
        for code in one.codes:
            for line in range(one.first, one.last + 1):
                lookup.setdefault((one.at.source, line, code), []).append(one)
    commented = {s.at.source for s in valid}
    for item in reported:
        by = [
            s
            for at in _places(item.finding)
            if at.source in commented
            for line in (0, at.line)
            for s in lookup.get((at.source, line, item.code), ())
        ]
        used.update(by)
        suppressed += bool(by)
        if not by:
            kept.append(item)
    unused = [Unused(s.at, "nothing to suppress") for s in valid if s not in used]
    unused += [Unused(s.at, f"its day was {s.until}") for s in suppressions if _expired(s, today)]
    return kept, suppressed, unused


def _places(finding: Finding) -> list[Span]:
    """Where a comment may stand above: the finding's own place, and the first one in each other
    file."""
    first = {finding.at.source: finding.at}
    for note in finding.notes:
        first.setdefault(note.at.source, note.at)
    return list(first.values())


def _expired(suppression: Suppression, today: date | None) -> bool:
    if not suppression.until:
        return False
    if today is None:
        from datetime import date

        today = date.today()
    return today.isoformat() > suppression.until
