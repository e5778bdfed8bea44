"""`--fix`, `--diff`, `--ask`: what is written, and that nothing else of the file changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.test_check import hadoctor
from tests.daemon.fixtures import CORPUS

BROKEN = (CORPUS / "bad-quoted-number.conf").read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "corosync.conf"
    path.write_bytes(BROKEN)
    path.chmod(0o640)
    return path


def test_fix_writes_and_a_second_run_changes_nothing(file: Path) -> None:
    hadoctor("check", "--fix", file)
    once = file.read_bytes()
    assert once == BROKEN.replace(b'version: "2"', b"version: 2")
    hadoctor("check", "--fix", file)
    assert file.read_bytes() == once


def test_diff_writes_nothing_and_tells_by_its_exit_code(file: Path) -> None:
    done = hadoctor("check", "--diff", file)
    assert done.returncode == 1
    assert b"+    version: 2\n" in done.stdout
    assert file.read_bytes() == BROKEN
    hadoctor("check", "--fix", file)
    assert hadoctor("check", "--diff", file).returncode == 0


@pytest.mark.parametrize(("answer", "changed"), [(b"y\n", True), (b"n\n", False), (b"", False)])
def test_ask(file: Path, answer: bytes, changed: bool) -> None:
    hadoctor("check", "--fix", "--ask", "--select", "COR006", file, stdin=answer)
    assert (file.read_bytes() != BROKEN) is changed


def test_ask_shows_the_change(file: Path) -> None:
    done = hadoctor("check", "--fix", "--ask", "--select", "COR006", file, stdin=b"d\ny\n")
    assert b"+    version: 2" in done.stderr
    assert file.read_bytes() != BROKEN


def test_mode_and_links_stay(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.conf"
    link.symlink_to(file)
    hadoctor("check", "--fix", link)
    assert link.is_symlink()
    assert file.read_bytes() != BROKEN
    assert file.stat().st_mode & 0o7777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corosync.conf", "link.conf"]


def test_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has no attributes")
    hadoctor("check", "--fix", file)
    assert file.read_bytes() != BROKEN
    assert os.getxattr(file, "user.note") == b"kept"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_owner_stays(file: Path) -> None:
    os.chown(file, 12345, 23456)
    hadoctor("check", "--fix", file)
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)


def test_a_file_that_cannot_be_written_stays_whole(tmp_path: Path) -> None:
    done = hadoctor("check", "--fix", "/proc/version")
    assert b"Traceback" not in done.stderr


def test_standard_input_is_fixed_to_standard_output() -> None:
    done = hadoctor("check", "--fix", "--format", "brief", "-", stdin=BROKEN)
    assert b"version: 2" in done.stdout
