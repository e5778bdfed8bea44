"""The deployment that everybody copied gives every finding that its files can show."""

from __future__ import annotations

from pathlib import Path

from hadoctor import check

TUTORIAL = Path(__file__).parent.parent / "fixtures" / "tutorial"
# What the files of this step can show. COR012: the ring number is of corosync 2; and so on: see the
# rule pages.
FIRST = {"COR011", "COR012", "TOT001", "TOT002", "NET001", "NET002", "SEC001", "SEC002"}
SECOND = {"COR012", "TOT001", "TOT002", "TOT003", "TOT004", "NET002", "SEC001"}

COMMANDS = {"PCM010", "RES006", "RES007", "RES009", "OPS003", "FEN001", "FEN027", "QUO005"}


def test_commands_and_files_together() -> None:
    report = check([str(TUTORIAL)])
    assert {r.code for r in report.findings} >= FIRST | SECOND | COMMANDS | {"SYS001"}


def test_a_forgotten_standby(tmp_path: Path) -> None:
    text = (TUTORIAL / "crm.sh").read_text() + "crm configure node primary attributes standby=on\n"
    (tmp_path / "crm.sh").write_text(text)
    assert "PCM005" in {r.code for r in check([str(tmp_path)]).findings}


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
