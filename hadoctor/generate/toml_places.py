"""Where keys and values of a TOML file stand: the reader of the library gives the values only.

It follows a text that the library has taken; of any other text it tells something, and ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Path = tuple[str | int, ...]
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")


class At(NamedTuple):
    line: int
    column: int
    """Both from 1."""


class Places:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._keys: dict[Path, int] = {}
        self._values: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._document()

    def key(self, path: Path) -> At:
        """Of a key or the head of a table, else of what it is in; the beginning where nothing is known."""
        return self._first((self._keys, self._values), path)

    def value(self, path: Path) -> At:
        """Of what the key is worth."""
        return self._first((self._values, self._keys), path)

    def _first(self, maps: tuple[dict[Path, int], ...], path: Path) -> At:
        while path:
            for places in maps:
                if path in places:
                    return self._place(places[path])
            path = path[:-1]
        return At(1, 1)

    def _place(self, offset: int) -> At:
        line = self._text.count("\n", 0, offset) + 1
        return At(line, offset - self._text.rfind("\n", 0, offset))

    # --- the scanner: each step moves on, or ends the document

    def _document(self) -> None:
        table: Path = ()
        self._skip(_SPACE)
        while self._at < len(self._text):
            start = self._at
            if self._text[start] == "[":
                several = self._text.startswith("[[", start)
                self._at += 2 if several else 1
                table = self._under(self._dotted())
                if several:
                    count = self._counts.get(table, 0)
                    self._counts[table] = count + 1
                    table = (*table, count)
                self._keys.setdefault(table, start)
                self._take("]]" if several else "]")
            else:
                self._pair(table)
            self._skip(_SPACE)
            if self._at == start:
                return

    def _under(self, path: Path) -> Path:
        """A table below a list of tables is below the last one of it."""
        found: Path = ()
        for part in path:
            if found in self._counts:
                found = (*found, self._counts[found] - 1)
            found = (*found, part)
        return found

    def _pair(self, table: Path) -> None:
        start = self._at
        path = (*table, *self._dotted())
        self._keys.setdefault(path, start)
        self._skip(_BLANK)
        self._take("=")
        self._skip(_BLANK)
        self._value(path)

    def _dotted(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            found = _BARE_KEY.match(self._text, self._at) or _STRING.match(self._text, self._at)
            if not found:
                return tuple(parts)
            parts.append(_unquoted(found[0]) if found[0][0] in "\"'" else found[0])
            self._at = found.end()
            self._skip(_BLANK)
            if not self._take("."):
                return tuple(parts)

    def _value(self, path: Path, depth: int = 0) -> None:
        self._values.setdefault(path, self._at)
        if depth > 50:
            self._at = len(self._text)
        elif self._take("["):
            self._array(path, depth)
        elif self._take("{"):
            self._inline(path, depth)
        else:
            found = _STRING.match(self._text, self._at) or _BARE_VALUE.match(self._text, self._at)
            self._at = found.end() if found else self._at

    def _array(self, path: Path, depth: int) -> None:
        number = 0
        while True:
            self._skip(_SPACE)
            start = self._at
            if self._take("]") or start >= len(self._text):
                return
            self._value((*path, number), depth + 1)
            number += 1
            self._skip(_SPACE)
            self._take(",")
            if self._at == start:
                return

    def _inline(self, path: Path, depth: int) -> None:
        while True:
            self._skip(_SPACE)
            start = self._at
            if self._take("}") or start >= len(self._text):
                return
            here = (*path, *self._dotted())
            self._keys.setdefault(here, start)
            self._skip(_BLANK)
            self._take("=")
            self._skip(_BLANK)
            self._value(here, depth + 1)
            self._skip(_SPACE)
            self._take(",")
            if self._at == start:
                return

    def _skip(self, form: re.Pattern[str]) -> None:
        found = form.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, word: str) -> bool:
        if self._text.startswith(word, self._at):
            self._at += len(word)
            return True
        return False


def _unquoted(text: str) -> str:
    """A key in quotes; the library undoes the escapes."""
    import tomllib

    try:
        return str(tomllib.loads(f"k = {text}")["k"])
    except tomllib.TOMLDecodeError:
        return text[1:-1]
