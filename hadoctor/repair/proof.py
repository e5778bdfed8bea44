"""The proof that a repair has helped: the node is asked again."""

from __future__ import annotations

import time
from collections.abc import Callable

from hadoctor.engine import Report
from hadoctor.fix import new_errors
from hadoctor.repair.step import Repair, Symptom

PAUSE = 0.7
"""Seconds between two looks."""


def proof(repair: Repair, before: Report, ask: Callable[[], Report]) -> str:
    """Why the repair has not helped; empty when it has. `ask` gathers all facts again.

    What a daemon does takes a while to show: it is looked at again until all is well or the repair's
    time is over. It has to be well twice in a row: something else may undo a repair at once.
    """
    deadline = time.monotonic() + repair.settle
    was_well = False
    while True:
        why = _why(repair, before, ask())
        if (not why and was_well) or (why and time.monotonic() >= deadline):
            return why
        was_well = not why
        time.sleep(PAUSE)


def _why(repair: Repair, before: Report, after: Report) -> str:
    found = {Symptom(r.code, r.finding.message) for r in after.findings}
    still = [symptom for symptom in repair.cures if symptom in found]
    if still:
        return f"still found: {still[0].code} {still[0].message}"
    # A rule that cannot look any more has not been satisfied.
    blind = {s.code: s.why for s in after.skipped if s.at is None}
    for symptom in repair.cures:
        if symptom.code in blind and symptom.code not in after.checked:
            return f"{symptom.code} could not be checked afterwards: {blind[symptom.code]}"
    new = new_errors(before, after)
    if new:
        first = next(r for r in after.findings if r.code in new)
        return f"new: {first.code} {first.finding.message}"
    return ""
