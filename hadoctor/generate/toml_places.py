"""Where the keys of a TOML file stand: the reader of the library tells the values only."""

from __future__ import annotations

import re
from typing import NamedTuple

_TABLE = re.compile(r"^[ \t]*\[\[?[ \t]*([^\]]+?)[ \t]*\]\]?")
_KEY = re.compile(
    r"""^[ \t]*((?:"[^"]*"|'[^']*'|[\w-]+)(?:[ \t]*\.[ \t]*(?:"[^"]*"|[\w-]+))*)[ \t]*="""
)
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")

Path = tuple[str | int, ...]


class At(NamedTuple):
    line: int
    column: int
    """Both from 1."""


class Places:
    def __init__(self, text: str) -> None:
        self._places: dict[Path, At] = {}
        self._read(text)

    def of(self, path: Path) -> At:
        """Of a key, else of what it is in; the beginning of the file where nothing is known."""
        while path:
            if path in self._places:
                return self._places[path]
            path = path[:-1]
        return At(1, 1)

    def _read(self, text: str) -> None:
        table: Path = ()
        counts: dict[Path, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            head = _TABLE.match(line)
            if head:
                column = len(line) - len(line.lstrip()) + 1
                table = _under(_parts(head[1]), counts)
                if line.lstrip().startswith("[["):
                    count = counts.get(table, 0)
                    counts[table] = count + 1
                    table = (*table, count)
                self._places.setdefault(table, At(number, column))
                continue
            key = _KEY.match(line)
            if key:
                self._places.setdefault((*table, *_parts(key[1])), At(number, key.start(1) + 1))


def _parts(text: str) -> Path:
    return tuple(a or b or c for a, b, c in _PART.findall(text))


def _under(path: Path, counts: dict[Path, int]) -> Path:
    """A table below the last one of a list is that one's."""
    found: Path = ()
    for part in path:
        found = (*found, part)
        if found in counts and found != path:
            found = (*found, counts[found] - 1)
    return found
