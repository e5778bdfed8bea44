"""Puts a new text in the place of a file so that there is never half of one, and nothing of the file
but its content changes: owner, mode, extended attributes (the SELinux label is one) and links stay."""

from __future__ import annotations

import contextlib
import os
import tempfile


def replace(path: str, data: bytes) -> None:
    """Writes a temporary file beside the target, makes it like the target, renames it over it.

    A symbolic link stays; what it points to is replaced. Raises OSError; the target is then as it was.
    """
    target = os.path.realpath(path)
    before = os.stat(target)
    folder = os.path.dirname(target)
    handle, temporary = tempfile.mkstemp(prefix=".hadoctor-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            _like(stream.fileno(), target, before)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync(folder)


def _like(handle: int, target: str, before: os.stat_result) -> None:
    own = os.fstat(handle)
    if (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
        os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, before.st_mode & 0o7777)
    try:
        names = os.listxattr(target)
    except OSError:  # a file system without attributes
        return
    for name in names:
        os.setxattr(handle, name, os.getxattr(target, name))


def sync(folder: str) -> None:
    """What was renamed or made in a folder is on disk only when the folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
