"""The links (2.x: rings) that the daemon makes of interface sections and of the nodelist.

A link is there for the daemon when the nodelist has an address for it, or when an interface section
stores a key for it. Under udp, and for 2.x, interface sections count only for links on which the
local node has an address. Which node is local is the node's business; a file alone is judged for
the first node that its addresses could identify (see `Corosync.local`), and where there is none, for
what all the nodes that may be local have in common.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.cmap import Cmap, Entry
from hadoctor.model.nodes import LINKS_MAX, Node
from hadoctor.target import Target

DEFAULT_PORT = 5405
_PATH = re.compile(r"totem\.interface\.([^.]+)\.(.+)")
_ATOI = re.compile(r"[+-]?\d+")


class Member(NamedTuple):
    """A node's address on a link."""

    node: Node
    entry: Entry

    @property
    def address(self) -> address.Literal | address.Name | None:
        return address.parse(self.entry.text)


class Link(NamedTuple):
    number: int
    keys: dict[str, Entry]
    """What the interface section of this link stores, by key; empty without one."""
    members: tuple[Member, ...]
    local: Entry | None
    """The address of the local node on this link."""
    port: int
    """udp port in force; 0 where the daemon finds none."""
    ttl: int
    priority: int

    @property
    def port_entry(self) -> Entry | None:
        return self.keys.get("mcastport")

    @property
    def mcastaddr(self) -> Entry | None:
        entry = self.keys.get("mcastaddr")
        return entry if entry and isinstance(entry.value, str) else None

    @property
    def broadcast(self) -> Entry | None:
        """The broadcast key where it is in force: only exactly `yes` counts."""
        entry = self.keys.get("broadcast")
        return entry if entry and entry.value == "yes" else None


def interface_keys(cmap: Cmap) -> dict[int, dict[str, Entry]]:
    """What interface sections store, by link number. A text that is no number counts as link 0."""
    found: dict[int, dict[str, Entry]] = {}
    for path, entry in cmap.entries.items():
        if path.startswith("totem.interface."):
            match = _PATH.fullmatch(path)
            if match:
                digits = _ATOI.match(match[1])
                found.setdefault(int(digits[0][:12]) if digits else 0, {})[match[2]] = entry
    return found


def links(
    cmap: Cmap,
    nodes: tuple[Node, ...],
    candidates: tuple[Node, ...],
    transport: str,
    target: Target,
) -> tuple[Link, ...]:
    """Every link that is configured, by number, also those with a number that is too high.

    `nodes` are those that the daemon reads, `candidates` those that may be the local one.
    """
    sections = interface_keys(cmap)
    old = target.before("3.0")
    own = dict(candidates[0].addresses) if len(candidates) == 1 else {}
    common = set.intersection(*(set(n.addresses) for n in candidates)) if candidates else set()
    bound = set(common)
    if old or transport == "udp":
        # Only links with a bindnetaddr count: given in the file, or taken from the local node.
        bound |= {n for n, keys in sections.items() if "bindnetaddr" in keys}
        sections = {n: keys for n, keys in sections.items() if n in bound}
    numbers = set(sections) | bound
    members: dict[int, list[Member]] = {}
    if not old:
        for node in nodes:
            for number, entry in node.addresses.items():
                # 3.0 writes what is too high for it somewhere else.
                if number < LINKS_MAX or number in bound or target.since("3.1"):
                    members.setdefault(number, []).append(Member(node, entry))
        numbers |= set(members)
    elif candidates:
        for node in nodes:
            for number, entry in node.addresses.items():
                if number in bound:
                    members.setdefault(number, []).append(Member(node, entry))
    result = []
    broadcast = False
    for number in sorted(numbers):
        keys = sections.get(number, {})
        value = keys.get("broadcast")
        broadcast = broadcast or (value is not None and value.value == "yes")
        result.append(
            Link(
                number,
                keys,
                tuple(members.get(number, ())),
                own.get(number),
                _port(number, keys, number in common, bool(keys), broadcast, target),
                _number(keys, "ttl", 1),
                _priority(keys, number in common, target),
            )
        )
    return tuple(result)


def _number(keys: dict[str, Entry], key: str, default: int) -> int:
    entry = keys.get(key)
    number = entry.number if entry else None
    return default if number is None else number


def _port(
    number: int,
    keys: dict[str, Entry],
    has_local: bool,
    has_section: bool,
    broadcast: bool,
    target: Target,
) -> int:
    old = target.before("3.0")
    if old:
        return _number(keys, "mcastport", DEFAULT_PORT + (2 * number if broadcast else 0))
    default = DEFAULT_PORT + number * (2 if broadcast and (has_section or has_local) else 1)
    if not has_section and not has_local:
        return 0
    port = _number(keys, "mcastport", default)
    if port == 0 and has_local and target.since("3.1"):
        return DEFAULT_PORT + number
    return port


def _priority(keys: dict[str, Entry], has_local: bool, target: Target) -> int:
    number = _number(keys, "knet_link_priority", 1)
    return 1 if number == 0 and has_local and target.since("3.1") else number
