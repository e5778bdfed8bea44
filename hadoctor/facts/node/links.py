"""What corosync's transport says of its links, and totem of its ring."""

from __future__ import annotations

from typing import NamedTuple


class LinkState(NamedTuple):
    """The link of this node to another one, by knet's statistics (`corosync-cmapctl -m stats`)."""

    nodeid: int
    link: int
    connected: bool
    enabled: bool = True
    mtu: int = 0
    """Bytes of data that a packet can hold; 0 until knet has found it out."""
    ups: int = 0
    downs: int = 0
    """How often it went up and down since corosync started. It starts down: 1 is no failure."""
    latency: int = 0
    """Round trip in microseconds, the average."""
    latency_max: int = 0


class KnetLinks(NamedTuple):
    """The links to all other nodes; that of a node to itself is left out."""

    links: tuple[LinkState, ...]


class Ring(NamedTuple):
    """Counters of totem since corosync started (`stats.srp`; 2.x: `runtime.totem.pg.mrp.srp`)."""

    gather_in_a_row: int = 0
    """How often it has begun in vain to gather members; 0 in a formed ring."""
    firewall_suspected: bool = False
    """Whether corosync says itself that a firewall or an interface keeps it from forming a ring."""
    tokens_lost: int = 0
    retransmitted: int = 0
    """Messages that had to be sent again."""


class RingAddress(NamedTuple):
    """A link of this node by `corosync-cfgtool -s`."""

    link: int
    address: str
    """Of this node; with udpu 3.1.7 shows that of another one."""
    faulty: bool = False
    """Corosync 2 with redundant rings: the ring is marked faulty."""


class RingAddresses(NamedTuple):
    links: tuple[RingAddress, ...]
