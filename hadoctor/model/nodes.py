"""The nodes of the nodelist, as the daemon counts and orders them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from hadoctor.model import address
from hadoctor.model.cmap import Cmap, Entry
from hadoctor.source import Span
from hadoctor.syntax.tree import Section

_PATH = re.compile(r"nodelist\.node\.(\d+)\.(.+)")
_RING = re.compile(r"ring(-?\d+)_addr")
LINKS_MAX = 8
"""Links are numbered 0..7 (2.x: 0..1)."""


class Node:
    """A node section. It exists for the daemon as soon as one key of it is stored."""

    def __init__(self, position: int, keys: Mapping[str, Entry]) -> None:
        self.position = position
        self.keys = keys

    def __repr__(self) -> str:
        return f"Node({self.position}, {self.label})"

    @property
    def section(self) -> Section:
        return next(iter(self.keys.values())).section

    @property
    def span(self) -> Span:
        return self.section.head_span

    @property
    def name(self) -> Entry | None:
        return self.keys.get("name")

    @property
    def nodeid_entry(self) -> Entry | None:
        return self.keys.get("nodeid")

    @property
    def nodeid(self) -> int | None:
        entry = self.nodeid_entry
        return entry.number if entry else None

    @property
    def votes(self) -> int:
        entry = self.keys.get("quorum_votes")
        number = entry.number if entry else None
        return 1 if number is None else number

    @cached_property
    def addresses(self) -> dict[int, Entry]:
        """Link number to address, in the order in which the daemon meets them."""
        found = {}
        for key in sorted(self.keys):
            ring = _RING.fullmatch(key)
            if ring and isinstance(self.keys[key].value, str):
                number = int(ring[1][:12])
                found[number if number >= 0 else LINKS_MAX + 1] = self.keys[key]
        return found

    @property
    def label(self) -> str:
        """How a person tells this node from the others."""
        for key in ("name", "ring0_addr", "nodeid"):
            if key in self.keys:
                return self.keys[key].text if key != "nodeid" else f"node {self.keys[key].text}"
        return f"node {self.position + 1}"

    @property
    def candidate(self) -> bool:
        """Whether a host can find itself in this node by one of its own addresses."""
        for key in ("name", "ring0_addr"):
            entry = self.keys.get(key)
            if entry and isinstance(address.parse(entry.text), address.Literal):
                return True
        return False

    @property
    def nameable(self) -> bool:
        """Whether a host could find itself in this node at all, be it by its host name."""
        return "name" in self.keys or "ring0_addr" in self.keys


def nodes(cmap: Cmap) -> tuple[Node, ...]:
    """In the order of the daemon's map, which is that of text: 0, 1, 10, 11, 2."""
    keys: dict[int, dict[str, Entry]] = {}
    for path, entry in cmap.entries.items():
        if path.startswith("nodelist.node."):
            match = _PATH.fullmatch(path)
            if match:
                keys.setdefault(int(match[1][:10]), {})[match[2]] = entry
    return tuple(Node(n, keys[n]) for n in sorted(keys, key=str))
