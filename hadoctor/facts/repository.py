"""Whether a file lies in a git work tree that takes it: by the files there, git itself is never run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase

_MOST = 256 * 1024
"""Larger files than this decide nothing."""


def exposed(path: str) -> bool | None:
    """True where git would take the file, False where it lies in no work tree or is ignored there.

    None where that is not certain: patterns with a backslash, a filter that may encrypt.
    """
    try:
        folder, name = os.path.split(os.path.abspath(path))
    except OSError:
        return None
    above: list[str] = []
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, part = os.path.split(folder)
        if not part:
            return False
        above.insert(0, part)
    parts = [*above, name]
    try:
        ignored = _ignored(folder, parts)
        filtered = any(b"filter=" in line for line, _ in _lines(folder, parts, ".gitattributes"))
    except OSError:
        return None
    if ignored is False and filtered:
        return None
    return None if ignored is None else not ignored


def _ignored(root: str, parts: list[str]) -> bool | None:
    """An excluded folder excludes what is in it; else the last pattern that fits decides."""
    patterns = [(_text(line), depth) for line, depth in _lines(root, parts, ".gitignore")]
    for end in range(1, len(parts) + 1):
        verdict: bool | None = False
        for pattern, depth in patterns:
            if depth < end:
                no = pattern.startswith("!")
                fits = _fits(pattern.removeprefix("!"), parts[depth:end], end < len(parts))
                verdict = None if fits is None else not no if fits else verdict
        if verdict is not False:
            return verdict
    return False


def _fits(pattern: str, parts: list[str], folder: bool) -> bool | None:
    """Whether a pattern names this path, seen from the folder of the pattern's file."""
    if "\\" in pattern:
        return None if _fits(pattern.replace("\\", ""), parts, folder) is not False else False
    if pattern.endswith("/"):
        if not folder:
            return False
        pattern = pattern.rstrip("/")
    words = pattern.removeprefix("/").split("/")
    if len(words) == 1 and not pattern.startswith("/"):
        return fnmatchcase(parts[-1], pattern)
    if words.count("**") > 1:
        return None
    if "**" not in words:
        return len(words) == len(parts) and all(map(fnmatchcase, parts, words))
    at = words.index("**")
    tail = len(words) - at - 1
    if len(parts) < at + max(tail, 1):
        return False
    return all(map(fnmatchcase, parts[:at], words[:at])) and all(
        map(fnmatchcase, parts[len(parts) - tail :], words[at + 1 :])
    )


def _lines(root: str, parts: list[str], name: str) -> Iterator[tuple[bytes, int]]:
    """The lines of all such files that concern a path, the strongest last, each with the number of
    folders between it and the root."""
    files = [(os.path.join(root, *parts[:depth], name), depth) for depth in range(len(parts))]
    inside = "exclude" if name == ".gitignore" else "attributes"
    for file, depth in [(os.path.join(root, ".git", "info", inside), 0), *files]:
        if os.path.isfile(file):
            with open(file, "rb") as stream:
                data = stream.read(_MOST + 1)
            if len(data) > _MOST:
                raise OSError("too large to decide")
            for line in data.splitlines():
                if line.strip() and not line.startswith(b"#"):
                    yield line, depth


def _text(line: bytes) -> str:
    return os.fsdecode(line).rstrip(" \r")
