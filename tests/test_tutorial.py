"""The deployment that everybody copied gives every finding that its files can show."""

from __future__ import annotations

from pathlib import Path

from hadoctor import check

TUTORIAL = Path(__file__).parent.parent / "fixtures" / "tutorial"
# What the files of this step can show. COR012: the ring number is of corosync 2; and so on: see the
# rule pages.
FIRST = {"COR011", "COR012", "TOT001", "TOT002", "NET001", "NET002", "SEC001", "SEC002"}
SECOND = {"COR012", "TOT001", "TOT002", "TOT003", "TOT004", "NET002", "SEC001"}


def test_first_cluster() -> None:
    report = check([str(TUTORIAL / "corosync.conf")])
    assert {r.code for r in report.findings} >= FIRST


def test_second_cluster() -> None:
    report = check([str(TUTORIAL / "cluster-2" / "corosync.conf")])
    assert {r.code for r in report.findings} >= SECOND


def test_the_daemon_takes_it_so_nothing_blocks() -> None:
    report = check([str(TUTORIAL)])
    assert not any(r.finding.blocks for r in report.findings)
    assert not report.broken
