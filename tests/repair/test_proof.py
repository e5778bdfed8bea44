"""A repair has helped when what it was for is gone, and stays so."""

from __future__ import annotations

import pytest

from hadoctor.engine import Report, run
from hadoctor.finding import Finding, Reported, Severity
from hadoctor.registry import chosen
from hadoctor.repair import proof as module
from hadoctor.repair.proof import proof
from hadoctor.repair.step import Repair, Symptom
from hadoctor.source import Source

OPEN = "everybody may read the key"
REPAIR = Repair("close it", (Symptom("SEC003", OPEN),), (), settle=0.0)


def report(*found: tuple[str, str]) -> Report:
    at = Source("x", b"x").whole
    reported = tuple(
        Reported(code, code, Severity.ERROR, Finding(message, at)) for code, message in found
    )
    empty = run([], chosen((), ()))
    return empty._replace(findings=reported, checked=frozenset({"SEC003"}))


FAULTY, WELL = report(("SEC003", OPEN)), report()
OTHER = report(("RUN002", "no quorum"))


@pytest.mark.parametrize(
    ("looks", "settle", "why"),
    [
        ([WELL, WELL], 0.0, ""),
        ([FAULTY], 0.0, "still found: SEC003"),
        ([WELL, FAULTY], 0.0, "still found: SEC003"),
        ([FAULTY, WELL, FAULTY, WELL, WELL], 60.0, ""),
        ([OTHER], 0.0, "new: RUN002"),
        ([WELL._replace(checked=frozenset())] * 2, 0.0, ""),
    ],
)
def test_proof(
    looks: list[Report], settle: float, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE", 0.0)
    answers = iter(looks)
    found = proof(REPAIR._replace(settle=settle), FAULTY, lambda: next(answers))
    assert found.startswith(why) if why else not found
    assert next(answers, None) is None
