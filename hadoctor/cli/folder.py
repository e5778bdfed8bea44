"""Writes generated files into a folder: a new one, or one that an earlier run has written. What somebody
else has put or changed there is never overwritten."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from hadoctor.cli import Exit, fail
from hadoctor.generate.manifest import NAME, change, manifest
from hadoctor.repair.disk import Draft, Making

KEY = "authkey"
IGNORE = ".gitignore"


def write_folder(
    files: Mapping[str, bytes], folder: str, *, secret: frozenset[str], own: str | None, key: bool
) -> list[str]:
    """`secret`: the files that only their owner may read; `own`: the file in the folder that is the
    description itself, which stays as it is; `key`: make the key, too. Tells what is to be known."""
    kept = {name: data for name, data in files.items() if name != own}
    kept[IGNORE] = "".join(f"{name}\n" for name in sorted({KEY, *secret})).encode()
    try:
        os.makedirs(folder, exist_ok=True)
        with _opened(folder) as place:
            there = _there(place)
            before = there.pop(NAME, b"") or b""
            if set(there) - {own} and not before:
                fail(f"{folder}: has other files already", Exit.USAGE)
            todo = change(there, kept, before)
            if todo.foreign:
                names = ", ".join(sorted(todo.foreign))
                fail(
                    f"{folder}: {names}: not as hadoctor has written it; nothing was changed. --diff"
                    f" {folder} shows what differs; remove it there, or write into another folder",
                    Exit.USAGE,
                )
            for name in todo.put:
                _put(place, name, kept[name], 0o600 if name in secret else 0o644)
            for name in todo.remove:
                os.unlink(name, dir_fd=place)
            _put(place, NAME, manifest(kept), 0o644)
            said = [
                f"{name}: no longer a part of it, and changed since: it stays" for name in todo.left
            ]
            if key and KEY not in there:
                _put(place, KEY, os.urandom(256), 0o400)
            elif key:
                said.append(f"{KEY}: is there already, and stays")
            return said
    except OSError as error:
        fail(f"{folder}: {(error.strerror or str(error)).lower()}", Exit.INPUT)


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """The folder itself: whoever moves it away meanwhile moves it for nothing."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield place
    finally:
        os.close(place)


def _there(place: int) -> dict[str, bytes | None]:
    """The files of the folder by name; None for what is no plain file, or a large one."""
    found: dict[str, bytes | None] = {}
    for name in os.listdir(place):
        found[name] = None
        try:
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
        except OSError:
            continue
        with os.fdopen(handle, "rb") as stream:
            state = os.fstat(handle)
            if stat.S_ISREG(state.st_mode) and state.st_size < 1 << 20:
                found[name] = stream.read()
    return found


def _put(place: int, name: str, data: bytes, mode: int) -> None:
    """Whole, or not at all; a secret is never readable for others, not for a moment."""
    draft = Draft(place, name, f".{name}.hadoctor-{os.getpid()}")
    try:
        draft.write(data, Making(mode, os.geteuid(), os.getegid()))
        draft.put()
    finally:
        draft.drop()
