"""The configuration that corosync runs with: its map of keys (cmap), by `corosync-cmapctl`."""

from __future__ import annotations

import re
from typing import NamedTuple

# Corosync 2 has them under the name of its ring protocol.
_MEMBER = re.compile(r"runtime\.(?:totem\.pg\.mrp\.srp\.)?members\.(\d+)\.(\w+)")
_NODE = re.compile(r"nodelist\.node\.(\d+)\.(\w+)")

_RING = re.compile(r"nodelist\.node\.(\d+)\.ring\d_addr")


class RunningMember(NamedTuple):
    """A node that corosync has seen since it started. `status`: joined or left."""

    nodeid: int
    status: str
    address: str
    """As corosync writes it: r(0) ip(10.0.0.1) r(1) ip(10.0.1.1)."""
    config_version: int = 0
    joins: int = 0
    """How often it has joined."""


class RunningNode(NamedTuple):
    """A node of the nodelist that corosync runs with. `nodeid` is 0 where it is not known."""

    position: int
    nodeid: int
    name: str
    """What the nodelist calls it; its first address where it has no name."""
    votes: int = 1


class RunningMap(NamedTuple):
    """The keys and their values as text. What only counts (services, clients) is left out, and of a
    secret there are stars."""

    keys: dict[str, str]

    @property
    def members(self) -> tuple[RunningMember, ...]:
        """By node id."""
        found: dict[int, dict[str, str]] = {}
        for key, value in self.keys.items():
            match = _MEMBER.fullmatch(key)
            if match:
                found.setdefault(int(match[1]), {})[match[2]] = value
        return tuple(
            RunningMember(
                nodeid,
                keys.get("status", ""),
                keys.get("ip", "").strip(),
                number(keys.get("config_version")),
                number(keys.get("join_count")),
            )
            for nodeid, keys in sorted(found.items())
        )

    @property
    def joined(self) -> frozenset[int]:
        """The ids of the nodes that are members now."""
        return frozenset(m.nodeid for m in self.members if m.status == "joined")

    @property
    def nodes(self) -> tuple[RunningNode, ...]:
        """The nodelist that is in force."""
        found: dict[int, dict[str, str]] = {}
        for key, value in self.keys.items():
            match = _NODE.fullmatch(key)
            if match:
                found.setdefault(int(match[1]), {})[match[2]] = value
        return tuple(
            RunningNode(
                position,
                number(keys.get("nodeid")),
                keys.get("name") or keys.get("ring0_addr") or f"node {keys.get('nodeid', '?')}",
                number(keys.get("quorum_votes", "1")),
            )
            for position, keys in sorted(found.items())
        )

    @property
    def own(self) -> RunningNode | None:
        """This node."""
        position = self.keys.get("nodelist.local_node_pos")
        return next((n for n in self.nodes if str(n.position) == position), None)

    @property
    def own_id(self) -> int:
        """The id of this node; 0 where it is not known."""
        own = self.own
        said = number(self.keys.get("runtime.votequorum.this_node_id"))
        return said or (own.nodeid if own is not None else 0)

    def name(self, nodeid: int) -> str:
        """What to call a node."""
        return next((n.name for n in self.nodes if n.nodeid == nodeid), f"node {nodeid}")

    def owner(self, address: str) -> RunningNode | None:
        """The node of the nodelist that has an address, as it is written there."""
        positions = {
            match[1]
            for key, value in self.keys.items()
            if value == address and (match := _RING.fullmatch(key))
        }
        return next((n for n in self.nodes if str(n.position) in positions), None)

    def line(self, key: str) -> str:
        """A key with its value, as corosync-cmapctl shows them (without the type)."""
        return f"{key} = {self.keys.get(key, '')}"


def number(text: str | None) -> int:
    """0 for what is no number."""
    return int(text) if text and text.isdecimal() and len(text) < 20 else 0
