"""File systems that are full or read-only, and files that nobody may change: a clear refusal, and nothing
is half done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab.available import require as lab_or_skip

from .tree import seen

ROOT = Path(__file__).parent.parent.parent


def run(files: Path, base: Path, before: str, *words: str) -> str:
    """The repair of the tests in a mount namespace of its own, after some shell commands in it."""
    lab_or_skip()
    command = [sys.executable, "-m", "tests.repair.faulty", str(files), str(base), *words]
    script = f"set -e; {before}; exec {' '.join(command)}"
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_read_only(files: Path, tmp_path: Path) -> None:
    before = seen(files)
    mount = f"mount --bind {files} {files}; mount -o remount,ro,bind {files}"
    said = run(files, tmp_path / "journal", mount)
    assert said.startswith("undone same")
    assert "read-only file system" in said
    assert seen(files) == before


def test_read_only_journal(files: Path, tmp_path: Path) -> None:
    base = tmp_path / "journal"
    base.mkdir()
    before = seen(files)
    said = run(files, base, f"mount --bind {base} {base}; mount -o remount,ro,bind {base}")
    assert said.startswith("nothing same")
    assert "read-only file system" in said
    assert seen(files) == before


@pytest.mark.parametrize("which", ["files", "journal"])
def test_full(files: Path, tmp_path: Path, which: str) -> None:
    base = tmp_path / "journal"
    base.mkdir()
    before = seen(files)
    target = files if which == "files" else base
    kept = tmp_path / "kept"
    fill = (
        f"cp -a {target} {kept}; mount -t tmpfs -o size=64k,mode=755 tmpfs {target};"
        f"cp -a {kept}/. {target}/; cat /dev/zero > {target}/zeros 2>/dev/null || true"
    )
    said = run(files, base, fill)
    assert "no space left on device" in said
    assert said.startswith("undone same" if which == "files" else "nothing same")
    assert seen(files) == before


def test_a_journal_that_becomes_full_keeps_nothing_half_done(files: Path, tmp_path: Path) -> None:
    base = tmp_path / "journal"
    base.mkdir()
    said = run(files, base, f"mount -t tmpfs -o size=256k,mode=700 tmpfs {base}", "fill")
    assert said == "undone same it has not helped"


def test_immutable(files: Path, tmp_path: Path) -> None:
    lab_or_skip()
    path = files / "conf"
    if subprocess.run(["chattr", "+i", path], capture_output=True).returncode:
        pytest.skip("this file system has no immutable files")
    try:
        before = seen(files)
        said = run(files, tmp_path / "journal", "true")
        assert said.startswith("undone same")
        assert "operation not permitted" in said
        assert seen(files) == before
    finally:
        subprocess.run(["chattr", "-i", path], check=True)
    assert os.access(path, os.W_OK)
