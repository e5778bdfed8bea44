"""Whether git would take a file, compared with git itself where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hadoctor.facts.repository import exposed

NAME = Path("etc", "corosync", "authkey")
PATTERNS = {
    "authkey": False,
    "/authkey": True,
    "etc/corosync/authkey": False,
    "/etc/*/authkey": False,
    "etc/authkey": True,
    "**/authkey": False,
    "etc/**": False,
    "etc/**/authkey": False,
    "corosync/": False,
    "authkey/": True,
    "*key": False,
    "auth[a-z]ey": False,
    "# authkey": True,
    "*\n!authkey": False,
    "authkey\n!authkey": True,
    "*.key": True,
    "etc/*\n!etc/corosync": True,
    "auth\\key": None,
    "x\\y": True,
    "authkey  ": False,
    "": True,
}


def tree(root: Path, ignore: str, *, git: bool = True) -> Path:
    file = root / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("not a real key")
    (root / ".gitignore").write_text(ignore + "\n")
    if git and not (root / ".git").exists():
        (root / ".git").mkdir()
    return file


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns(pattern: str, tmp_path: Path) -> None:
    assert exposed(str(tree(tmp_path, pattern))) is PATTERNS[pattern]


def test_no_work_tree(tmp_path: Path) -> None:
    assert exposed(str(tree(tmp_path, "", git=False))) is False


def test_a_deeper_file_is_stronger(tmp_path: Path) -> None:
    file = tree(tmp_path, "authkey")
    (file.parent / ".gitignore").write_text("!authkey\n")
    assert exposed(str(file)) is True


def test_the_repository_has_patterns_of_its_own(tmp_path: Path) -> None:
    file = tree(tmp_path, "")
    (tmp_path / ".git" / "info").mkdir()
    (tmp_path / ".git" / "info" / "exclude").write_text("authkey\n")
    assert exposed(str(file)) is False


def test_a_filter_may_encrypt(tmp_path: Path) -> None:
    file = tree(tmp_path, "")
    (tmp_path / ".gitattributes").write_text("authkey filter=git-crypt diff=git-crypt\n")
    assert exposed(str(file)) is None


WORD = st.sampled_from(["etc", "corosync", "authkey", "*", "**", "a*", "auth?ey", "x", "[a-e]*"])
LINE = st.builds(
    lambda no, front, words, back: no + front + "/".join(words) + back,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(WORD, min_size=1, max_size=4),
    st.sampled_from(["", "/"]),
)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINE, max_size=4))
def test_agrees_with_git(lines: list[str], tmp_path: Path) -> None:
    if not (tmp_path / ".git").exists():
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    file = tree(tmp_path, "\n".join(lines))
    ours = exposed(str(file))
    theirs = subprocess.run(["git", "-C", str(tmp_path), "check-ignore", "-q", str(NAME)])
    assert ours is None or ours is (theirs.returncode == 1), lines
