"""A node's files in a folder, and a journal."""

from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path

import pytest

from hadoctor.repair.journal import Journal
from hadoctor.repair.step import Access, MakeFolder, Repair, SetAccess, Step, WriteFile

USER = pwd.getpwuid(os.geteuid()).pw_name
GROUP = grp.getgrgid(os.getegid()).gr_name
CONF = b"totem {\n    version: 2\n}\n"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(str(tmp_path / "journal"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """conf (to be changed), dead (to be taken away), key (too open)."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    for name, data, mode in (
        ("conf", CONF, 0o640),
        ("dead", b"service {}\n", 0o644),
        ("key", bytes(range(256)), 0o644),
    ):
        path = folder / name
        path.write_bytes(data)
        path.chmod(mode)
        os.utime(path, ns=(10**18, 10**18 + 12345))
    return folder


def steps(folder: Path) -> tuple[Step, ...]:
    """One of each kind that needs no program."""
    return (
        WriteFile(str(folder / "conf"), CONF, CONF.replace(b"2", b"2 ") + b"# more\n" * 100),
        WriteFile(str(folder / "dead"), b"service {}\n", None),
        WriteFile(str(folder / "new"), None, b"127.0.0.1 localhost\n", Access(0o600, USER, GROUP)),
        SetAccess(str(folder / "key"), Access(0o644, USER, GROUP), Access(0o400, USER, GROUP)),
        MakeFolder(str(folder / "log"), Access(0o750, USER, GROUP)),
    )


@pytest.fixture
def repair(files: Path) -> Repair:
    return Repair("mend everything", (), steps(files))
