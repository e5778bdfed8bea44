"""The fact of a host's interfaces: the output of `ip -j addr`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

from hadoctor.facts import Unknown
from hadoctor.model.address import Literal, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.network import BITS, Network, network
from hadoctor.model.nodes import Node
from hadoctor.source import Source

_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")


class Local(NamedTuple):
    """An address of the host. `dynamic`: leased, not set by hand."""

    literal: Literal
    length: int
    interface: str
    dynamic: bool

    def __str__(self) -> str:
        return f"{self.literal}/{self.length} ({self.interface})"

    @property
    def network(self) -> Network:
        return network(self.literal, self.length)


class Interface(NamedTuple):
    name: str
    number: int
    flags: frozenset[str]
    addresses: tuple[Local, ...]
    mtu: int = 0
    """Bytes of the longest packet; 0 where that is not said."""
    others: tuple[str, ...] = ()
    """Its other names."""
    mac: str = ""
    """The hardware address of an Ethernet interface."""

    @property
    def up(self) -> bool:
        return "UP" in self.flags


class Interfaces:
    """The interfaces in the order of the output, which is that in which the daemon meets them."""

    ABSENT = "needs the node: the output of 'ip -j addr' as 'ip-addr.json' beside corosync.conf"

    def __init__(self, source: Source, interfaces: tuple[Interface, ...]) -> None:
        self.source = source
        self.interfaces = interfaces

    @cached_property
    def addresses(self) -> tuple[Local, ...]:
        return tuple(a for interface in self.interfaces for a in interface.addresses)

    @cached_property
    def _by_value(self) -> dict[Literal, Local]:
        return {a.literal: a for a in reversed(self.addresses)}

    @cached_property
    def _by_network(self) -> dict[Network, list[Local]]:
        found: dict[Network, list[Local]] = {}
        for local in self.addresses:
            found.setdefault(local.network, []).append(local)
        return found

    @cached_property
    def _lengths(self) -> dict[int, list[int]]:
        return {f: sorted({n.length for n in self._by_network if n.family == f}) for f in BITS}

    def own(self, literal: object) -> Local | None:
        """The address where the host has it; loopback addresses every host has, and they tell
        nothing."""
        if not isinstance(literal, Literal) or literal.loopback:
            return None
        return self._by_value.get(literal)

    def near(self, literal: Literal) -> list[Local]:
        """The host's addresses in whose network an address is, in the daemon's order: where the
        masks make both the same."""
        found: list[Local] = []
        for length in self._lengths[literal.family]:
            found += self._by_network.get(network(literal, length), ())
        if len(found) < 2:
            return found
        near = set(found)
        return [a for a in self.addresses if a in near]

    def connected(self, literal: Literal) -> Network | None:
        """The smallest network of the host that an address is in."""
        for length in reversed(self._lengths[literal.family]):
            found = network(literal, length)
            if found in self._by_network:
                return found
        return None

    def broadcast_of(self, literal: Literal) -> Local | None:
        """The host's address in whose network this is the broadcast address."""
        for length in self._lengths[literal.family] if literal not in self._by_value else ():
            locals_ = self._by_network.get(network(literal, length))
            if locals_ and locals_[0].network.broadcast == literal:
                return locals_[0]
        return None

    def nodes_here(self, corosync: Corosync) -> list[Node]:
        """The nodes with an address of this host."""
        return [
            node
            for node in corosync.nodes
            if any(self.own(parse(entry.text)) for entry in node.addresses.values())
        ]

    def bound(self, corosync: Corosync) -> dict[int, Entry] | None:
        """The bindnetaddr keys that are in force here, by link; None where that cannot be told.

        Corosync 2 only: from 3.0 on a node is in the nodelist, or does not start. 2.x takes them
        where no ring0_addr is an address of the host.
        """
        if corosync.target.since("3.0"):
            return {}
        found = {n: k["bindnetaddr"] for n, k in corosync.interfaces.items() if "bindnetaddr" in k}
        if not corosync.nodelist_read and 0 in found:
            return found
        for node in corosync.nodes:
            entry = node.addresses.get(0)
            usable = corosync.usable(entry.text) if entry else False
            if usable is None:
                return None
            if entry and usable and self._by_value.get(_literal(entry)):
                return {n: e for n, e in found.items() if n not in node.addresses}
        return found


def _literal(entry: Entry) -> Literal:
    literal = parse(entry.text)
    assert isinstance(literal, Literal)
    return literal


def read(source: Source) -> Interfaces | Unknown:
    """The fact, or why the text gives none. What in it has another shape is left out."""
    import json

    try:
        found = json.loads(source.data)
    except (ValueError, RecursionError):
        return Unknown(f"{source.name} is not the output of 'ip -j addr': no JSON")
    items = found if isinstance(found, list) else []
    interfaces = tuple(_interface(i) for i in items if isinstance(i, dict) and "ifname" in i)
    if not interfaces:
        return Unknown(f"{source.name} is not the output of 'ip -j addr': no interfaces")
    return Interfaces(source, interfaces)


def _interface(item: dict[str, Any]) -> Interface:
    name = item["ifname"]
    if not (isinstance(name, str) and name.isprintable() and len(name) < 64):
        name = "?"
    flags, infos, others = item.get("flags"), item.get("addr_info"), item.get("altnames")
    return Interface(
        name,
        _number(item.get("ifindex"), 1 << 31) or 0,
        frozenset(f for f in flags if isinstance(f, str))
        if isinstance(flags, list)
        else frozenset(),
        tuple(a for info in infos if (a := _local(info, name))) if isinstance(infos, list) else (),
        _number(item.get("mtu"), 1 << 31) or 0,
        tuple(a for a in others if isinstance(a, str)) if isinstance(others, list) else (),
        _mac(item),
    )


def _mac(item: dict[str, Any]) -> str:
    found = item.get("address") if item.get("link_type") == "ether" else None
    return found if isinstance(found, str) and _MAC.fullmatch(found) else ""


def _local(info: object, interface: str) -> Local | None:
    text = info.get("local") if isinstance(info, dict) else None
    if not isinstance(info, dict) or not isinstance(text, str) or len(text) > 45:
        return None
    literal = parse(text)
    if not isinstance(literal, Literal):
        return None
    length = _number(info.get("prefixlen"), BITS[literal.family])
    if length is None:
        return None
    return Local(literal, length, interface, info.get("dynamic") is True)


def _number(value: object, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        return None
    return value
