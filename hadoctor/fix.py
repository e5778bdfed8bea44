"""Applies fixes to the text of one input: to a fixed point, and never so that a new error comes.

Fixes are edits on spans. In one pass those that do not touch each other are applied; the result is
read and checked again, and so on until no such fix is left. A fix whose result has an error that was
not there before is dropped and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from hadoctor.engine import Report
from hadoctor.finding import Applicability, Edit, Fix, Reported, Severity

PASSES = 50
"""More passes than any file has needed; a pair of fixes that undo each other ends here."""

Check = Callable[[bytes], Report]
Choice = Callable[[Reported, bytes, bytes], bool]


class Fixed(NamedTuple):
    data: bytes
    """The text with the fixes."""
    applied: tuple[Reported, ...]
    dropped: tuple[Reported, ...]
    """Fixes that would have made a new error."""
    report: Report
    """What is found in the new text."""


def fix(
    data: bytes,
    check: Check,
    classes: frozenset[Applicability],
    choose: Choice | None = None,
) -> Fixed:
    """`check` gives the report on a text; `choose` is asked for each fix, with the text before and
    after it."""
    report = check(data)
    applied: list[Reported] = []
    refused: set[tuple[str, str]] = set()
    dropped: list[Reported] = []
    for _ in range(PASSES):
        waiting = [
            r for r in report.findings if _wanted(r, classes) and _identity(r) not in refused
        ]
        batch = _apart(waiting)
        if not batch:
            break
        if choose is not None or len(batch) == 1:
            one = batch[0]
            after = apply(data, _edits([one]))
            if after == data or (choose is not None and not choose(one, data, after)):
                refused.add(_identity(one))
                continue
            batch = [one]
        after = apply(data, _edits(batch))
        result = check(after)
        if after != data and not _new_errors(report, result):
            data, report = after, result
            applied += batch
            continue
        # One of them makes an error, or does nothing: try them one by one.
        for one in batch:
            after = apply(data, _edits([one]))
            result = check(after)
            if after == data or _new_errors(report, result):
                refused.add(_identity(one))
                if after != data:
                    dropped.append(one)
                continue
            data, report = after, result
            applied.append(one)
            break  # the places of the others are those of the old text
    return Fixed(data, tuple(applied), tuple(dropped), report)


def apply(data: bytes, edits: list[Edit]) -> bytes:
    """The text with the edits, which must not overlap."""
    out = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        out += [data[at : edit.span.start], edit.text.encode("latin-1")]
        at = edit.span.end
    return b"".join([*out, data[at:]])


def _wanted(reported: Reported, classes: frozenset[Applicability]) -> bool:
    fix = reported.finding.fix
    if fix is None or not fix.edits or fix.applicability not in classes:
        return False
    return all(e.span.source is reported.finding.at.source for e in fix.edits)


def _apart(waiting: list[Reported]) -> list[Reported]:
    """As many of the fixes as do not touch each other, from the top of the file down."""
    chosen: list[Reported] = []
    taken: list[tuple[int, int]] = []
    for reported in waiting:
        spans = [(e.span.start, e.span.end) for e in _edits([reported])]
        if not any(a <= d and c <= b for a, b in spans for c, d in taken):
            chosen.append(reported)
            taken += spans
    return chosen


def _edits(reported: list[Reported]) -> list[Edit]:
    fixes: list[Fix] = [r.finding.fix for r in reported if r.finding.fix]
    return [edit for fix in fixes for edit in fix.edits]


def _identity(reported: Reported) -> tuple[str, str]:
    """What a finding is called when the lines around it move: its rule, its words and its line."""
    found = reported.finding
    line = found.at.source.line_bytes(found.at.line).decode("latin-1")
    return reported.code, f"{found.message}\n{line}"


def _new_errors(before: Report, after: Report) -> bool:
    def errors(report: Report) -> Counter[str]:
        return Counter(r.code for r in report.findings if r.severity is Severity.ERROR)

    blocked = {r.code for r in before.findings if r.finding.blocks}
    blocks = {r.code for r in after.findings if r.finding.blocks}
    grown = errors(after) - errors(before)
    # Where a syntax error kept rules from looking, they may find more once it is gone.
    newly_checked = {s.code for s in before.skipped if s.at is None}
    return bool(
        {code for code in grown if code not in newly_checked} | (blocks - blocked - newly_checked)
    )
