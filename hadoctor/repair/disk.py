"""Files, one at a time: what is there, and how it is replaced so that there is never half of one.

Everything is done relative to the opened folder, and no symbolic link is followed at the end: a name that
is exchanged between two steps leads nowhere else.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from hadoctor.repair.record import Saved

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
"""How a folder is opened."""
SIZE_MAX = 16 * 1024 * 1024
"""Bytes of a file that a repair may change."""


class RefusedError(Exception):
    """Something is not as it must be; nothing was done. The text says what, in lower case."""


class There(NamedTuple):
    """A file that is there."""

    data: bytes
    state: os.stat_result
    attributes: dict[str, str]

    @property
    def digest(self) -> str:
        return digest(self.data)

    def saved(self, copy: str) -> Saved:
        state = self.state
        return Saved(
            self.digest,
            stat.S_IMODE(state.st_mode),
            state.st_uid,
            state.st_gid,
            state.st_mtime_ns,
            self.attributes,
            copy,
        )


class Making(NamedTuple):
    """How a new file is to be."""

    mode: int
    owner: int
    group: int
    attributes: Mapping[str, str] = MappingProxyType({})
    modified: int | None = None
    """Nanoseconds since the epoch; None: now."""

    @classmethod
    def like(cls, saved: Saved) -> Making:
        return cls(saved.mode, saved.owner, saved.group, saved.attributes, saved.modified)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def told(path: str) -> Iterator[None]:
    """An error of the system becomes a refusal that names the path."""
    try:
        yield
    except OSError as error:
        raise RefusedError(f"{path}: {_words(error)}") from error


def _words(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "is a symbolic link, which is not followed"
    return (error.strerror or str(error)).lower()


def look(path: str) -> There | None:
    """The regular file at a path; None where there is nothing. Raises RefusedError for anything else."""
    with told(path):
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        with os.fdopen(handle, "rb") as stream:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise RefusedError(f"{path}: is no regular file")
            if state.st_nlink > 1:
                raise RefusedError(f"{path}: has {state.st_nlink} names (hard links)")
            if state.st_size > SIZE_MAX:
                raise RefusedError(f"{path}: is too large ({state.st_size} bytes)")
            return There(stream.read(SIZE_MAX + 1), state, _attributes(handle))


def _attributes(handle: int) -> dict[str, str]:
    try:
        names = os.listxattr(handle)
    except OSError:  # a file system without attributes
        return {}
    found = {}
    for name in names:
        with contextlib.suppress(OSError):
            found[name] = base64.b64encode(os.getxattr(handle, name)).decode()
    return found


@contextlib.contextmanager
def folder_of(path: str, owner: int = 0) -> Iterator[int]:
    """The folder that a path lies in, opened. It must be one that nobody else can write; `owner`: a user
    whose folder it may be, as what is made there will be his."""
    folder = os.path.dirname(path)
    with told(folder):
        handle = os.open(folder, FOLDER)
    try:
        state = os.fstat(handle)
        if state.st_uid not in (0, os.geteuid(), owner):
            raise RefusedError(f"{folder}: belongs to another user, who could exchange its files")
        if state.st_mode & 0o002 and not state.st_mode & stat.S_ISVTX:
            raise RefusedError(f"{folder}: everybody can write there, and exchange its files")
        yield handle
    finally:
        os.close(handle)


class Draft:
    """A new text beside its place, complete and on disk; `put` puts it there, `drop` forgets it."""

    def __init__(self, folder: int, path: str, temporary: str) -> None:
        self.folder = folder
        self.name = os.path.basename(path)
        self.temporary = temporary

    def write(self, data: bytes, like: Making) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(self.temporary, flags, 0o600, dir_fd=self.folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchown(handle, like.owner, like.group)
            os.fchmod(handle, like.mode)
            for name, value in like.attributes.items():
                os.setxattr(handle, name, base64.b64decode(value))
            if like.modified is not None:
                os.utime(handle, ns=(like.modified, like.modified))
            os.fsync(handle)

    def put(self) -> None:
        os.replace(self.temporary, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)
        os.fsync(self.folder)

    def drop(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.temporary, dir_fd=self.folder)


@contextlib.contextmanager
def draft(path: str, temporary: str, data: bytes, like: Making) -> Iterator[Draft]:
    """A draft of the file at a path under a temporary name beside it. Whatever happens it is gone at the
    end; one that an earlier run left is taken away first."""
    with folder_of(path) as folder, told(path):
        made = Draft(folder, path, temporary)
        made.drop()
        try:
            made.write(data, like)
            yield made
        finally:
            made.drop()


def put(path: str, temporary: str, data: bytes, like: Making) -> None:
    """Replaces or makes a file, whole."""
    with draft(path, temporary, data, like) as made:
        made.put()


def remove(path: str) -> None:
    with folder_of(path) as folder, told(path):
        os.unlink(os.path.basename(path), dir_fd=folder)
        os.fsync(folder)


def forget(path: str, temporary: str) -> None:
    """Takes away a draft that a killed run has left."""
    with contextlib.suppress(RefusedError, OSError), folder_of(path) as folder:
        os.unlink(temporary, dir_fd=folder)


def access(path: str) -> tuple[int, int, int]:
    """Mode, owner and group of a file or folder."""
    with opened(path) as handle:
        return _access(handle)


def set_access(path: str, wanted: tuple[int, int, int], known: list[tuple[int, int, int]]) -> None:
    """Sets mode, owner and group, where they are one of `known` before."""
    mode, owner, group = wanted
    with opened(path) as handle:
        if _access(handle) not in known:
            raise RefusedError(f"{path}: its owner or mode has changed since")
        with told(path):
            # The mode first where it takes rights away, and again: to change the owner clears some bits.
            os.fchmod(handle, mode)
            os.fchown(handle, owner, group)
            os.fchmod(handle, mode)
            os.fsync(handle)


def _access(handle: int) -> tuple[int, int, int]:
    state = os.fstat(handle)
    return stat.S_IMODE(state.st_mode), state.st_uid, state.st_gid


@contextlib.contextmanager
def opened(path: str) -> Iterator[int]:
    """A file or folder, by itself and not by a link."""
    with told(path):
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        state = os.fstat(handle)
        if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
            raise RefusedError(f"{path}: is neither a file nor a folder")
        if stat.S_ISREG(state.st_mode) and state.st_nlink > 1:
            raise RefusedError(f"{path}: has {state.st_nlink} names (hard links)")
        yield handle
    finally:
        os.close(handle)
