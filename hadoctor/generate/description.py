"""What a cluster is to be, in the words of the one who wants it."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.target import DEFAULTS, Targets

TRANSPORTS = ("knet", "udpu")
FIREWALLS = ("none", "ufw", "firewalld", "nftables", "iptables")
TIME = ("chrony", "none")
NONE = "none"
PORT = 5405


class Node(NamedTuple):
    name: str
    id: int
    addresses: tuple[Literal, ...]
    """By link."""


class Service(NamedTuple):
    """A resource that goes where the floating address is. `agent`: systemd:haproxy, ocf:heartbeat:nginx …"""

    name: str
    agent: str
    parameters: tuple[tuple[str, str], ...] = ()


class Floating(NamedTuple):
    """An address that moves with its services."""

    name: str
    address: Literal
    prefix: int
    nic: str = ""
    services: tuple[Service, ...] = ()


class Fencing(NamedTuple):
    """`agent`: fence_ipmilan …, or none."""

    agent: str
    parameters: tuple[tuple[str, str], ...] = ()
    """For every node."""
    nodes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """For one node, by its name."""

    def of(self, name: str) -> tuple[tuple[str, str], ...]:
        own = dict(self.nodes).get(name, ())
        return (*self.parameters, *own)


class Device(NamedTuple):
    """A quorum device: a host outside the cluster that gives a vote."""

    host: str
    algorithm: str


class Description(NamedTuple):
    name: str
    nodes: tuple[Node, ...]
    transport: str = "knet"
    encryption: bool = True
    device: Device | None = None
    addresses: tuple[Floating, ...] = ()
    fencing: Fencing = Fencing(NONE)
    firewall: str = NONE
    open: tuple[str, ...] = ("tcp/22",)
    """What the firewall lets everybody in to, as tcp/22."""
    time: str = "chrony"
    time_servers: tuple[str, ...] = ()
    targets: Targets = DEFAULTS

    @property
    def links(self) -> int:
        return len(self.nodes[0].addresses)

    @property
    def encrypted(self) -> bool:
        return self.encryption and self.transport == "knet"

    @property
    def fenced(self) -> bool:
        return self.fencing.agent != NONE

    def port(self, link: int) -> int:
        """Of a link; each needs its own only where udpu binds the address, too."""
        return PORT + link
