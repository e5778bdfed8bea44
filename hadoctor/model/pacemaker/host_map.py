"""Parameters of fence devices that list nodes, read as the fencer does.

pcmk_host_map: pairs of node and port; `:` or `=` stands between them, and `;`, blank or tab behind them,
**not a comma**, which belongs to the port. What the fencer makes of it is from
daemons/fenced/fenced_commands.c and lib/fencing/st_client.c of Pacemaker 2.1.5 and 3.0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PART = re.compile(r"\\.|[^\\]", re.DOTALL)
_NAME = re.compile(r"[a-zA-Z0-9_.-]+")


class Entry(NamedTuple):
    """One mapping that the fencer keeps."""

    node: str
    port: str


class HostMap(NamedTuple):
    entries: tuple[Entry, ...]
    """In the order of the text; of two for one node the last counts."""
    lost: tuple[str, ...]
    """What the fencer passes over: a word that is no pair."""

    @property
    def ports(self) -> dict[str, str]:
        """The port of each node, whose name is in lower case."""
        return {entry.node.lower(): entry.port for entry in self.entries}


def host_map(text: str) -> HostMap:
    entries: list[Entry] = []
    lost: list[str] = []
    name: str | None = None
    word = ""
    for part in (*_PART.findall(text), ""):
        if part in (":", "="):
            if word:
                name = word
            word = ""
        elif part in ("", ";", " ", "\t"):
            if name is not None:
                entries.append(Entry(name, word.replace("\\", "")))
            elif word:
                lost.append(word)
            name, word = None, ""
        else:
            word += part
    return HostMap(tuple(entries), tuple(lost))


def host_list(text: str) -> tuple[str, ...]:
    """The nodes of a pcmk_host_list: separated by comma, semicolon or blank; `on` and `off` are no
    names, and a name ends at a character that none has."""
    names: list[str] = []
    for line in re.split(r"\n|\\n", text):
        if "invalid" in line or "variable" in line:
            continue
        for entry in re.split(r"[\s,;]+", line):
            found = _NAME.match(entry)
            if found and found[0].lower() not in ("on", "off"):
                names.append(found[0])
    return tuple(names)


class Delays(NamedTuple):
    """A pcmk_delay_base: one time for all nodes, or one for each."""

    times: tuple[tuple[str, str], ...]
    """(node, time as written); the node is empty where the time is for all."""
    broken: tuple[str, ...]
    """Pairs written as those of a map of ports: the fencer reads no time from them."""


def delays(text: str) -> Delays:
    times: list[tuple[str, str]] = []
    broken: list[str] = []
    words = re.split(r"[; \t]+", text.strip("; \t"))
    for word in filter(None, words):
        node, colon, time = word.partition(":")
        if colon and node and time and "," not in time:
            times.append((node, time))
        elif not colon and "=" not in word and len(words) == 1:
            times.append(("", word))
        else:
            broken.append(word)
    return Delays(tuple(times), tuple(broken))


def misjoined(text: str) -> Iterator[tuple[int, int]]:
    """Where a comma stands between pairs of a map: before something that is a pair again. Start and end of
    each such comma with the blanks around it."""
    joined = re.compile(r"(?<=[^,;\s:=\\])\s*,\s*(?=[^,;:=\s]+[:=][^,;:=\s])")
    for found in joined.finditer(text):
        yield found.start(), found.end()
