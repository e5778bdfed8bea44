"""Applies fixes to the text of one input: to a fixed point, and never so that a new error comes.

Fixes are edits on spans. In one pass those that do not touch each other are applied; the result is
read and checked again, and so on until no such fix is left. A fix whose result has an error that was
not there before, or still the finding that it is for, is dropped and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from hadoctor.engine import MOST, Report, run
from hadoctor.facts.files import from_bytes
from hadoctor.finding import Applicability, Edit, Fix, Reported, Severity
from hadoctor.registry import RuleSet
from hadoctor.secret import masked
from hadoctor.source import shown
from hadoctor.target import Targets

PASSES = 50
"""More passes than any file has needed; a pair of fixes that undo each other ends here."""
PASSES_ASKED = 5000
"""The same where each fix is asked for, and has a pass of its own."""

Check = Callable[[bytes], Report]
Choice = Callable[[Reported, bytes, bytes], bool]


def checker(path: str, rules: RuleSet, targets: Targets, beside: str | None = None) -> Check:
    """What is found in a text that lies at a path; `beside`: the folder whose files belong to it."""

    def check(text: bytes) -> Report:
        return run([from_bytes(path, text, targets, beside)], rules, targets)

    return check


class Fixed(NamedTuple):
    data: bytes
    """The text with the fixes."""
    applied: tuple[Reported, ...]
    dropped: tuple[Reported, ...]
    """Fixes that would have made a new error, or left the finding as it was."""
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
    for _ in range(PASSES if choose is None else PASSES_ASKED):
        waiting = [r for r in usable(report, classes) if _identity(r) not in refused]
        batch = _apart(waiting)
        if not batch:
            break
        if choose is not None:
            batch = batch[:1]
            after = apply(data, _edits(batch))
            if after == data or not choose(batch[0], data, after):
                refused.add(_identity(batch[0]))
                continue
        good, bad = _sift(batch, data, report, check)
        dropped += bad
        refused.update(_identity(one) for one in bad)
        # Where some had to go, the others are tried together once more. Where none had to and there
        # is still more than one group, they do harm only together: the first one is taken.
        if good and (len(good) == 1 or not bad):
            applied += good[0].fixes
            data, report = good[0].data, good[0].report
    else:
        left = (r for r in usable(report, classes) if _identity(r) not in refused)
        dropped += left
    return Fixed(data, tuple(applied), tuple(dropped), report)


def difference(before: bytes, after: bytes, old: str, new: str, context: int = 3) -> list[str]:
    """As `diff -u` shows it, without secrets; `old` and `new` are the names of the texts."""
    from difflib import unified_diff

    def lines(data: bytes) -> list[str]:
        return [shown(masked(line)) for line in data.split(b"\n")]

    return list(unified_diff(lines(before), lines(after), old, new, lineterm="", n=context))


class _Step(NamedTuple):
    """Fixes that go together, and the text with them."""

    fixes: list[Reported]
    data: bytes
    report: Report


def _sift(
    batch: list[Reported], data: bytes, report: Report, check: Check
) -> tuple[list[_Step], list[Reported]]:
    """The batch as groups that do what they should, and those that do not even do so alone."""
    after = apply(data, _edits(batch))
    if after != data:
        result = check(after)
        if not new_errors(report, result) and _gone(batch, report, result):
            return [_Step(batch, after, result)], []
    if len(batch) == 1:
        return [], batch
    half = len(batch) // 2
    good, bad = _sift(batch[:half], data, report, check)
    more_good, more_bad = _sift(batch[half:], data, report, check)
    return good + more_good, bad + more_bad


def apply(data: bytes, edits: list[Edit]) -> bytes:
    """The text with the edits, which must not overlap."""
    out = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        out += [data[at : edit.span.start], edit.text.encode("latin-1")]
        at = edit.span.end
    return b"".join([*out, data[at:]])


def usable(report: Report, classes: frozenset[Applicability]) -> list[Reported]:
    """The findings that have a fix of these classes that can be applied to this very text."""
    return [r for r in report.findings if _wanted(r, classes)]


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


def new_errors(before: Report, after: Report) -> set[str]:
    """The codes of which there are errors that were not there before, or that block now."""

    def errors(report: Report) -> Counter[str]:
        return Counter(r.code for r in report.findings if r.severity is Severity.ERROR)

    blocked = {r.code for r in before.findings if r.finding.blocks}
    blocks = {r.code for r in after.findings if r.finding.blocks}
    grown = errors(after) - errors(before)
    # Where a syntax error kept rules from looking, they may find more once it is gone.
    newly_checked = {s.code for s in before.skipped if s.at is None}
    return {code for code in grown if code not in newly_checked} | (
        blocks - blocked - newly_checked
    )


def _gone(batch: list[Reported], before: Report, after: Report) -> bool:
    """Whether the findings of the batch are fewer than before: else the fixes would come again."""

    def counted(report: Report) -> Counter[tuple[str, str]]:
        return Counter(map(_identity, report.findings))

    was, now = counted(before), counted(after)
    # Of very many findings not all are listed: those behind them move up.
    return all(now[i] < was[i] or now[i] >= MOST for i in map(_identity, batch))
