"""The way of a packet through a node: which chains see it, in which order, and what they know of it.

Facts: Linux, net/netfilter (nf_hooks, nf_conntrack, nft_meta, nft_ct).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.firewall.packet import Cast, Direction, Packet, State
from hadoctor.model.firewall.ruleset import Chain, Field, RuleSet, Table, Values
from hadoctor.model.firewall.words import PROTOCOLS

TRACKING = -200
"""The priority at which the connection tracking looks at packets."""
_WAYS = {
    Direction.IN: ("ingress", "prerouting", "input"),
    Direction.OUT: ("output", "postrouting", "egress"),
}
_FAMILIES = {4: ("ip", "inet"), 6: ("ip6", "inet")}


class Stop(NamedTuple):
    """A base chain on the way."""

    table: Table
    chain: Chain
    surely: bool
    """Whether the packet passes it at all: of chains of an interface or a bridge that is not certain."""
    doubt: str = ""


def stops(ruleset: RuleSet, packet: Packet) -> Iterator[Stop]:
    """The base chains on the way of the packet, in the order of the kernel."""
    way = _WAYS[packet.direction]
    found = []
    for table in ruleset.tables:
        if table.dormant:
            continue
        for chain in table.chains.values():
            stop = _stop(table, chain, packet) if chain.hook in way else None
            if stop:
                found.append(stop)
    yield from sorted(found, key=lambda s: (way.index(s.chain.hook), s.chain.priority))


def _stop(table: Table, chain: Chain, packet: Packet) -> Stop | None:
    if table.family == "bridge":
        return Stop(table, chain, False, "it is for bridges only")
    if chain.hook in ("ingress", "egress"):
        if table.family not in ("netdev", "inet"):
            return None
        if chain.devices and packet.interface:
            # The devices below (of a bond, a VLAN, a bridge) are not known here.
            return Stop(table, chain, True) if packet.interface in chain.devices else None
        return Stop(table, chain, False, "it is not known for which interfaces it is")
    return Stop(table, chain, True) if table.family in _FAMILIES[packet.family] else None


def values(packet: Packet, stop: Stop, untracked: bool | None) -> Values:
    """What a rule of this chain would find. `untracked`: whether a rule has taken the packet out of the
    connection tracking; None: perhaps."""
    incoming = packet.direction is Direction.IN
    state: str | None = None
    way: str | None = None
    if stop.table.family in ("netdev", "bridge") or stop.chain.hook in ("ingress", "egress"):
        # Tracking is another matter there.
        pass
    elif untracked:
        state = "untracked"
    elif stop.chain.priority <= TRACKING and stop.chain.hook in ("prerouting", "output"):
        # Not looked up yet: the kernel says invalid, unless a rule has said not to track it.
        state = "invalid" if untracked is False else None
    elif untracked is False:
        state = packet.state.value
        way = "original" if packet.state is State.NEW else None
    interface = packet.interface or None
    known = stop.table.family != "bridge"
    return {
        Field.FAMILY: (packet.family, packet.family),
        Field.PROTOCOL: (PROTOCOLS[packet.protocol], PROTOCOLS[packet.protocol]),
        Field.SADDR: (packet.source.value, packet.source.value),
        Field.DADDR: (packet.destination.value, packet.destination.value),
        Field.SPORT: (packet.source_port.low, packet.source_port.high),
        Field.DPORT: (packet.destination_port.low, packet.destination_port.high),
        Field.IIF: (interface if incoming else "") if known else None,
        Field.OIF: ("" if incoming else interface) if known else None,
        Field.STATE: state,
        # Rules that rewrite addresses are met on the way: they leave no certainty behind.
        Field.STATUS: "none",
        Field.WAY: way,
        Field.CAST: _cast(packet),
        Field.SOURCE_TYPE: _source(packet),
        Field.DESTINATION_TYPE: _type(packet),
        Field.RETURN: _return(packet),
    }


def _cast(packet: Packet) -> str | None:
    if packet.direction is Direction.OUT:
        return None
    return "host" if packet.cast is Cast.UNICAST else packet.cast.value


def _source(packet: Packet) -> str | None:
    if packet.direction is Direction.OUT or packet.itself:
        return "local"
    # In IPv6 an address without a route is unreachable, not unicast.
    return "unicast" if packet.family == 4 or packet.returns is not False else None


def _type(packet: Packet) -> str:
    if packet.cast is not Cast.UNICAST:
        return "multicast" if packet.cast is Cast.MULTICAST else "broadcast"
    return "local" if packet.direction is Direction.IN or packet.itself else "unicast"


def _return(packet: Packet) -> str | None:
    if packet.returns is None or packet.direction is Direction.OUT:
        return None
    return "found" if packet.returns else "missing"
