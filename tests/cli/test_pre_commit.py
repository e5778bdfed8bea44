"""The hooks, run by pre-commit itself on a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.daemon.fixtures import CORPUS

ROOT = Path(__file__).parents[2]


def run(*command: str, cwd: Path, code: int = 0) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"PRE_COMMIT_HOME": str(cwd / ".cache"), "HOME": str(cwd)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def git(*command: str, cwd: Path) -> str:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    return run("git", *identity, *command, cwd=cwd)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as a repository of its own, with what is not committed yet."""
    copy = tmp_path_factory.mktemp("hadoctor")
    names = run(
        "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT
    ).split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and name.split("/")[0] in (
            "hadoctor",
            "rules",
            "grammars",
            "pyproject.toml",
            "README.md",
            "LICENSE",
            ".pre-commit-hooks.yaml",
        ):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    git("init", "--quiet", cwd=copy)
    git("add", "--all", cwd=copy)
    git("commit", "--quiet", "--message", "x", cwd=copy)
    return copy


def test_hooks(hooks: Path, tmp_path: Path) -> None:
    git("init", "--quiet", cwd=tmp_path)
    sound = (CORPUS / "real-knet-pcs-like-3nodes.conf").read_bytes()
    broken = (CORPUS / "bad-quoted-number.conf").read_bytes()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "corosync.conf").write_bytes(broken)
    (tmp_path / "other.conf").write_text("{ not ours\n")
    revision = git("rev-parse", "HEAD", cwd=hooks).strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"""\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: hadoctor
        args: [--fail-on, error]
      - id: hadoctor-fix
        args: [--fail-on, error]
"""
    )
    git("add", "--all", cwd=tmp_path)
    pre_commit = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    output = run(*pre_commit, "hadoctor", cwd=tmp_path, code=1)
    assert "a/corosync.conf:2:14: error COR006" in output
    assert "other.conf" not in output
    run(*pre_commit, "hadoctor-fix", cwd=tmp_path, code=1)  # it changed a file: pre-commit says so
    assert b"version: 2\n" in (tmp_path / "a" / "corosync.conf").read_bytes()
    (tmp_path / "a" / "corosync.conf").write_bytes(sound)
    git("add", "--all", cwd=tmp_path)
    run(*pre_commit, cwd=tmp_path)
