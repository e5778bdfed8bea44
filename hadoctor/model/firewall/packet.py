"""A packet, as far as the rules of a firewall can look at it from outside."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from hadoctor.model.address import Literal


class Direction(Enum):
    """Seen from the node that has the rules."""

    IN = "in"
    OUT = "out"


class State(Enum):
    """What the connection tracking of the node makes of a packet."""

    NEW = "new"
    ESTABLISHED = "established"


class Cast(Enum):
    """To whom a packet goes."""

    UNICAST = "unicast"
    MULTICAST = "multicast"
    BROADCAST = "broadcast"


class Ports(NamedTuple):
    """The ports from `low` to `high`. Of a packet: it has one of these, and it is not known which."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"


EPHEMERAL = Ports(1024, 65535)
"""The port of a socket that asked for none. net.ipv4.ip_local_port_range tells what the kernel takes
(32768 to 60999 unless it was set); the sender's is not known here."""


def port(number: int) -> Ports:
    return Ports(number, number)


class Packet(NamedTuple):
    direction: Direction
    protocol: str
    """udp, tcp or sctp."""
    source: Literal
    destination: Literal
    source_port: Ports
    destination_port: Ports
    interface: str = ""
    """Through which it comes in or goes out; empty where that is not known."""
    state: State = State.NEW
    cast: Cast = Cast.UNICAST
    returns: bool | None = None
    """Of a packet that comes in: whether the way back to its sender is through the same interface."""
    replies: bool = False
    """Whether the two ends send to each other between the same two ports, so that each packet counts as
    a reply to those of the other side."""
    service: str = ""
    """What it belongs to, for people: 'link 0', 'pcsd' …"""
    peer: str = ""
    """Who has the other end, for people."""

    @property
    def family(self) -> int:
        return self.destination.family

    @property
    def other(self) -> Literal:
        """The address of the peer."""
        return self.source if self.direction is Direction.IN else self.destination

    @property
    def itself(self) -> bool:
        """Whether the node sends it to itself."""
        return self.source == self.destination

    def __str__(self) -> str:
        where = f" {self.direction.value} on {self.interface}" if self.interface else ""
        return (
            f"{self.protocol} {_end(self.source, self.source_port)}"
            f" to {_end(self.destination, self.destination_port)}{where}"
        )


def _end(address: Literal, ports: Ports) -> str:
    """An address with its port; a port that is not known does not help anybody."""
    if ports.low != ports.high:
        return str(address)
    return f"{address}:{ports}" if address.family == 4 else f"[{address}]:{ports}"


def reverse(packet: Packet) -> Packet:
    """The same two ends the other way round, as a packet that opens the connection."""
    back = Direction.OUT if packet.direction is Direction.IN else Direction.IN
    return packet._replace(
        direction=back,
        source=packet.destination,
        destination=packet.source,
        source_port=packet.destination_port,
        destination_port=packet.source_port,
        state=State.NEW,
    )
