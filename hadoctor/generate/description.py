"""What a cluster is to be, in the words of the one who wants it."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.target import DEFAULTS, Targets

TRANSPORTS = ("knet", "udpu")
FIREWALLS = ("none", "ufw", "firewalld", "nftables", "iptables")
TIME = ("chrony", "none")
NONE = "none"


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

    @property
    def unit(self) -> str:
        """The unit of systemd that only the cluster may start; empty where there is none."""
        kind, _, name = self.agent.partition(":")
        return name if kind in ("systemd", "service", "lsb") else ""


class Floating(NamedTuple):
    """An address that moves with its services."""

    name: str
    address: Literal
    prefix: int | None = None
    """None: the agent takes the prefix of the network in which it finds the address."""
    nic: str = ""
    services: tuple[Service, ...] = ()
    group: str = ""
    """What it makes with its services."""


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
    pcsd: bool = False
    """Whether the nodes reach each other's pcsd, the daemon of pcs."""
    time: str = "chrony"
    time_servers: tuple[str, ...] = ()
    targets: Targets = DEFAULTS
    config_version: int = 1
    """Of corosync.conf: a node that has a lower one than the others leaves them."""

    @property
    def links(self) -> int:
        return len(self.nodes[0].addresses)

    @property
    def encrypted(self) -> bool:
        return self.encryption and self.transport == "knet"

    @property
    def fenced(self) -> bool:
        return self.fencing.agent != NONE

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(service for one in self.addresses for service in one.services)
