"""The symbolic links by which a unit starts at boot: which there are, and how one is put back."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping

from hadoctor.repair.disk import RefusedError, folder_of, told
from hadoctor.repair.record import LinkRecord


def seen(folders: Iterable[str]) -> dict[str, str]:
    """The links in folders, and in those directly below them, with what they lead to."""
    found: dict[str, str] = {}
    for folder in folders:
        for below in (folder, *_folders(folder)):
            with contextlib.suppress(OSError), os.scandir(below) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        found[entry.path] = os.readlink(entry.path)
    return found


def _folders(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [one.path for one in entries if one.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[LinkRecord, ...]:
    paths = sorted({*before, *after})
    records = (LinkRecord(path, before.get(path), after.get(path)) for path in paths)
    return tuple(one for one in records if one.before != one.after)


def target(path: str) -> str | None:
    """What a link leads to; None where there is nothing. Raises RefusedError for what is no link."""
    try:
        return os.readlink(path)
    except FileNotFoundError:
        return None
    except OSError:
        raise RefusedError(f"{path}: is no symbolic link any more") from None


def restore(
    records: Iterable[LinkRecord], there: Mapping[str, str], folders: Iterable[str], temporary: str
) -> bool:
    """Puts links back behind the command that undoes: those of the records as they were before, all others
    as they were `there` before that command. Whether anything was left to do."""
    wanted = {one.link: one.before for one in records}
    for one in changes(there, seen(folders)):
        wanted.setdefault(one.link, one.before)
    left = [path for path, target in wanted.items() if put(path, temporary, target)]
    return bool(left)


def put(path: str, temporary: str, wanted: str | None) -> bool:
    """Makes a link, or takes it away; False where it is so already."""
    if target(path) == wanted:
        return False
    folder = os.path.dirname(path)
    if wanted is not None and not os.path.isdir(folder):
        with folder_of(folder) as above, told(folder):
            os.mkdir(os.path.basename(folder), 0o755, dir_fd=above)
    with folder_of(path) as handle, told(path):
        if wanted is None:
            os.unlink(os.path.basename(path), dir_fd=handle)
            return True
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=handle)
        os.symlink(wanted, temporary, dir_fd=handle)
        os.replace(temporary, os.path.basename(path), src_dir_fd=handle, dst_dir_fd=handle)
    return True
