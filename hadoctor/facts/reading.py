"""Reads the bytes of an input, or says why not."""

from __future__ import annotations

import os
import sys

from hadoctor.facts.subject import Input
from hadoctor.source import Source

SIZE_MAX = 64 * 1024 * 1024
"""Larger files are refused: no configuration is that large, and input may be hostile."""


def read_bytes(path: str) -> bytes | Input:
    try:
        if os.path.exists(path) and not os.path.isfile(path) and not _is_pipe(path):
            return Input(path, "unknown", "not a regular file")
        with open(path, "rb") as stream:
            data = stream.read(SIZE_MAX + 1)
    except OSError as error:
        return Input(path, "unknown", str(error.strerror or error).lower())
    except ValueError as error:  # a NUL in the name
        return Input(path, "unknown", str(error))
    if len(data) > SIZE_MAX:
        return Input(path, "unknown", f"larger than {SIZE_MAX // 1024 // 1024} MiB")
    return data


def read(path: str, stdin_name: str = "<stdin>") -> Source | str:
    """A source to convert; a text says why it could not be read."""
    if path == "-":
        return Source(stdin_name, sys.stdin.buffer.read(SIZE_MAX))
    data = read_bytes(path)
    return data.error if isinstance(data, Input) else Source(path, data)


def _is_pipe(path: str) -> bool:
    import stat

    return stat.S_ISFIFO(os.stat(path).st_mode)
