"""Edits of a hosts file that leave all of it but one name as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"[^ \t\v\f\r]+")
Entry = tuple[str, str]
"""An address as the file writes it, and a name."""


def same(text: str, entry: Entry) -> tuple[str, ...]:
    """All forms of a name on the lines that give it an address, as they stand there: itself, with a domain
    behind it, and without its own."""
    found: dict[str, None] = {}
    for line in text.split("\n"):
        words = [word[0] for word in _words(line)]
        if words and words[0] == entry[0] and entry[1].lower() in map(str.lower, words[1:]):
            found |= {word: None for word in words[1:] if _form(word.lower(), entry[1].lower())}
    return tuple(found)


def _form(word: str, name: str) -> bool:
    return word == name or word.startswith(f"{name}.") or name.startswith(f"{word}.")


def without(text: str, gone: Iterable[Entry], tag: str) -> str:
    """The text without these names on the lines of these addresses. A line that would be left without a
    name becomes a comment with the tag."""
    wanted = {(address, name.lower()) for address, name in gone}
    return "\n".join(_line(line, wanted, tag) for line in text.split("\n"))


def _words(line: str) -> list[re.Match[str]]:
    return list(_WORDS.finditer(re.split(r"[#\0]", line, maxsplit=1)[0]))


def _line(line: str, gone: set[Entry], tag: str) -> str:
    words = _words(line)
    if len(words) < 2:
        return line
    address, names = words[0][0], words[1:]
    out = [w for w in names if (address, w[0].lower()) in gone]
    if not out:
        return line
    if len(out) == len(names):
        return f"# {tag} {line}"
    for word in reversed(out):
        before = line[: word.start()].rstrip(" \t\v\f")
        line = before + line[word.end() :]
    return line


def with_lines(text: str, lines: Iterable[Entry], tag: str) -> str:
    """The text with further lines at its end, each with the tag; line ends as the file has them."""
    end = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{address}\t{name}\t# {tag}{end}" for address, name in lines)
    if not added:
        return text
    joint = "" if not text or text.endswith("\n") else end
    return f"{text}{joint}{added}"
