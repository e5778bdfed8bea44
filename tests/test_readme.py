"""The README shows what the program really prints, and names only what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hadoctor.cli import COMMANDS, Exit
from hadoctor.cli.checking import Options
from hadoctor.report import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_screen_is_real() -> None:
    shown = README.split("$ hadoctor check corosync.conf\n")[1].split("```")[0]
    done = subprocess.run(
        [sys.executable, "-m", "hadoctor", "check", "corosync.conf"],
        cwd=ROOT / "fixtures" / "readme",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout == shown


def test_exit_codes() -> None:
    for name, code in vars(Exit).items():
        if name.isupper():
            assert f"\n| {code} |" in README, name


def test_options_and_commands() -> None:
    for command in COMMANDS:
        assert f"hadoctor {command}" in README
    for field in Options._fields:
        if field not in ("paths", "verbose"):
            assert f"--{field.replace('_', '-')}" in README, field
    for name in FORMATS:
        assert name in README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`hadoctor ([^`\[…]+)`", README))))
def test_commands_run_as_written(command: str) -> None:
    words = command.replace("\\|", "|").split()
    if any(word.isupper() or "|" in word for word in words) or words[0] not in COMMANDS:
        return  # a pattern, not a command
    done = subprocess.run([sys.executable, "-m", "hadoctor", *words], capture_output=True, cwd=ROOT)
    assert done.returncode in (0, 1, 3), done.stderr


@pytest.mark.parametrize("target", ["demo", "test", "bench"])
def test_make_knows_the_target(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
