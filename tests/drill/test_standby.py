"""The one change that a drill makes, and how surely it is taken back, with a crm_attribute that does as
the real one (asked in the lab): it deletes what is not there without complaint, and cannot query it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hadoctor.drill.standby import standby
from hadoctor.probe import world
from hadoctor.repair.apply import apply
from hadoctor.repair.journal import Journal, State
from hadoctor.repair.undo import undo

PROGRAM = """#!/bin/sh
cd {folder}
case "$*" in
    *--query*) test -e on || exit 105 ;;
    *--update*) test -e deaf || touch on; test ! -e lost ;;
    *--delete*) test ! -e deaf && rm -f on ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "crm_attribute"
    program.write_text(PROGRAM.format(folder=tmp_path))
    program.chmod(0o755)
    monkeypatch.setattr(world, "FOLDERS", (str(tmp_path),))
    return tmp_path


def test_there_and_back(folder: Path) -> None:
    seen: list[bool] = []

    def look() -> str:
        seen.append((folder / "on").exists())
        return "the drill is over"

    done = apply(Journal(str(folder / "journal")), standby("n1"), look, watched=True)
    assert seen == [True]
    assert done.entry is not None
    assert done.entry.state is State.UNDONE
    assert not (folder / "on").exists()


def test_a_node_that_is_on_standby_already_stays_so(folder: Path) -> None:
    (folder / "on").touch()
    done = apply(Journal(str(folder / "journal")), standby("n1"), lambda: "over")
    assert "in force already" in done.why
    assert (folder / "on").exists()


def test_a_command_that_fails_after_all_is_taken_back(folder: Path) -> None:
    (folder / "lost").touch()
    done = apply(Journal(str(folder / "journal")), standby("n1"), lambda: "over")
    assert "--update" in done.why
    assert not (folder / "on").exists()


def test_what_cannot_be_taken_back_is_said_and_can_be_tried_again(folder: Path) -> None:
    def look() -> str:
        (folder / "deaf").touch()
        return "over"

    journal = Journal(str(folder / "journal"))
    done = apply(journal, standby("n1"), look)
    assert done.entry is not None
    assert done.entry.state is State.STUCK
    assert "--delete" in done.entry.why
    (folder / "deaf").unlink()
    assert undo(journal, done.entry, "again").state is State.UNDONE
    assert not (folder / "on").exists()
