"""A folder as a whole, to compare: names, bytes, modes, owners, times."""

from __future__ import annotations

import os
import stat
from pathlib import Path

Seen = dict[str, tuple[str, bytes, int, int, int, int]]


def seen(folder: Path, *, times: bool = True) -> Seen:
    """By relative path: kind, bytes, mode, owner, group, and the time of regular files."""
    found: Seen = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        kind = stat.filemode(state.st_mode)[0]
        data = path.read_bytes() if kind == "-" else b""
        if kind == "l":
            data = os.readlink(path).encode()
        time = state.st_mtime_ns if times and kind == "-" else 0
        mode = stat.S_IMODE(state.st_mode)
        found[str(path.relative_to(folder))] = kind, data, mode, state.st_uid, state.st_gid, time
    return found
