"""The links by which a unit starts at boot, put back behind a command that knows only some of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hadoctor.repair.disk import RefusedError
from hadoctor.repair.links import changes, put, restore, seen, target

from .tree import Seen
from .tree import seen as tree

TEMPORARY = ".hadoctor-1"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """As systemd has them, and the old init scripts."""
    units, levels = tmp_path / "system", tmp_path / "rc2.d"
    (units / "multi-user.target.wants").mkdir(parents=True, mode=0o755)
    levels.mkdir(mode=0o755)
    (units / "multi-user.target.wants" / "web.service").symlink_to("/usr/lib/web.service")
    (units / "other.service").symlink_to("/dev/null")
    (levels / "S01web").symlink_to("../init.d/web")
    return units, levels


def disable(units: Path, levels: Path) -> None:
    (units / "multi-user.target.wants" / "web.service").unlink()
    (units / "multi-user.target.wants").rmdir()
    (levels / "S01web").rename(levels / "K01web")


def enable(units: Path, levels: Path) -> None:
    """Not as it was: another path, another name, another number."""
    (units / "multi-user.target.wants").mkdir(mode=0o755)
    (units / "multi-user.target.wants" / "web.service").symlink_to("/lib/web.service")
    (units / "alias.service").symlink_to("/lib/web.service")
    (levels / "K01web").rename(levels / "S03web")


@pytest.mark.parametrize("undone", [True, False])
def test_all_links_come_back(folders: tuple[Path, Path], tmp_path: Path, undone: bool) -> None:
    paths = tuple(map(str, folders))
    as_it_was: Seen = tree(tmp_path)
    before = seen(paths)
    disable(*folders)
    records = changes(before, seen(paths))
    assert {os.path.basename(one.link) for one in records} == {"web.service", "S01web", "K01web"}
    there = seen(paths)
    if undone:
        enable(*folders)
    assert restore(records, there, paths, TEMPORARY)
    assert tree(tmp_path) == as_it_was
    assert not restore(records, seen(paths), paths, TEMPORARY)


def test_what_is_no_link_is_left(folders: tuple[Path, Path]) -> None:
    path = folders[0] / "web.service"
    path.write_text("[Unit]\n")
    with pytest.raises(RefusedError, match="no symbolic link"):
        target(str(path))
    with pytest.raises(RefusedError, match="no symbolic link"):
        put(str(path), TEMPORARY, "/dev/null")
    assert path.read_text() == "[Unit]\n"


def test_folders_that_are_not_there() -> None:
    assert seen(("/nonexistent/a", "/dev/null")) == {}
