"""SHA256SUMS: what a run has written into a folder, so that the next one knows its own files again, and what
somebody has changed in them since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9_.-]{0,127})")


def manifest(files: Mapping[str, bytes]) -> bytes:
    """As sha256sum prints it, and checks it."""
    return "".join(f"{_sum(files[name])}  {name}\n" for name in sorted(files)).encode()


def written(data: bytes) -> dict[str, str]:
    """The sums by name. Only plain names in the folder itself: a manifest is a file as any other."""
    lines = data.decode("ascii", "replace").splitlines()
    found = (_LINE.fullmatch(line) for line in lines)
    return {line[2]: line[1] for line in found if line}


class Change(NamedTuple):
    put: tuple[str, ...]
    """To be written."""
    remove: tuple[str, ...]
    """Ours of an earlier run, and no longer a part of it."""
    left: tuple[str, ...]
    """No longer a part of it, and changed by somebody: stays."""
    foreign: tuple[str, ...]
    """In the way: not written by us, or changed since."""


def change(there: Mapping[str, bytes | None], files: Mapping[str, bytes], before: bytes) -> Change:
    """`there`: what the folder has, None for what cannot be read as a file; `before`: its manifest."""
    sums = written(before)

    def ours(name: str) -> bool:
        data = there[name]
        return data is not None and (_sum(data) == sums.get(name) or data == files.get(name))

    old = [name for name in sums if name in there and name not in files]
    return Change(
        tuple(name for name in files if there.get(name) != files[name]),
        tuple(name for name in old if ours(name)),
        tuple(name for name in old if not ours(name)),
        tuple(name for name in files if name in there and not ours(name)),
    )


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
