"""On sound configurations nothing is said that an expert would call false."""

from __future__ import annotations

from pathlib import Path

import pytest

from hadoctor.finding import Severity
from tests.daemon.fixtures import CORPUS
from tests.examples import check

GOOD = Path(__file__).parent.parent / "fixtures" / "good"
# What is true of some of the corpus's good files, which were varied at random: in the clear, or on
# an old transport; quorum options that the daemon itself complains about.
TRUE_OF_SOME = {
    "SEC001",
    "SEC012",
    "TOT001",
    "QUO001",
    "QUO010",
    "QUO011",
    "QUO012",
    "QUO017",
    "TOT022",
}


@pytest.mark.parametrize("path", sorted(GOOD.glob("*.conf")), ids=lambda p: p.stem)
def test_what_the_tools_write(path: Path) -> None:
    report = check(path.read_bytes())
    loud = [(r.code, r.finding.message) for r in report.findings if r.severity > Severity.INFO]
    assert not loud


@pytest.mark.parametrize("path", sorted(CORPUS.glob("good-*.conf")), ids=lambda p: p.stem)
def test_good_files_of_the_corpus(path: Path) -> None:
    report = check(path.read_bytes())
    errors = [r.code for r in report.findings if r.severity is Severity.ERROR]
    warnings = {r.code for r in report.findings if r.severity is Severity.WARNING}
    assert not errors
    assert warnings <= TRUE_OF_SOME, warnings
