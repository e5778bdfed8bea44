"""What a cluster of the lab looks like: decided before it starts, and then fixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TRANSPORTS = ("knet", "udpu", "udp")
FIREWALLS = ("none", "ufw", "firewalld", "nftables", "iptables")
MOST_NODES = 8
MOST_LINKS = 8
# On the first link; held by one node at a time.
FLOATING = "10.10.0.100"
# Owned by the switch: something to ping, and the time servers.
SERVERS = ("10.10.0.252", "10.10.0.253", "10.10.0.254")


class Plan(NamedTuple):
    """The options of a cluster.

    A light node has no init: corosync and Pacemaker are started by the lab, and `systemctl` says
    that the system was not booted with systemd. A `full` node boots systemd.
    `fencing`: Pacemaker fences through the lab, which really reboots nodes; without, it is off.
    `ssh`: root may log in from any node to any other. `chrony`: the time service (full only).
    `files`: text of further files by absolute path, in place of the lab's own: on every node, or
    with the path prefixed "n1:" on that node only. `disk`: how much a node may write, in MiB.
    `token`: the token timeout in ms, which decides how soon a lost node is noticed; corosync's own
    default is 3000. `blank`: the programs are there, and no cluster: no configuration, no key, names
    as the installer of Debian leaves them, a CIB for a quick first election; nothing is started.
    """

    nodes: int = 2
    transport: str = "knet"
    links: int = 1
    pacemaker: bool = False
    full: bool = False
    firewall: str = "none"
    ip: int = 4
    fencing: bool = True
    ssh: bool = False
    chrony: bool = False
    files: Mapping[str, str] = {}
    disk: int = 256
    token: int = 1000
    blank: bool = False

    @property
    def noticed(self) -> float:
        """Seconds until the others have formed a membership without a node that is lost."""
        # The token's timeout, which grows by 650 ms with each node above two; then the consensus
        # takes 1.2 times as long (corosync.conf(5)).
        return 2.2 * (self.token + 650 * max(0, self.nodes - 2)) / 1000

    @property
    def names(self) -> tuple[str, ...]:
        """The nodes' names: n1, n2, ..."""
        return tuple(f"n{number}" for number in range(1, self.nodes + 1))

    def ring(self, name: str, link: int) -> str:
        """The address of a node that corosync uses on a link."""
        return six(name, link) if self.ip == 6 else four(name, link)

    def problem(self) -> str | None:
        """Why there can be no such cluster, or None."""
        if not 1 <= self.nodes <= MOST_NODES:
            return f"nodes must be 1 to {MOST_NODES}"
        if self.transport not in TRANSPORTS:
            return f"transport must be one of {', '.join(TRANSPORTS)}"
        if not 1 <= self.links <= (MOST_LINKS if self.transport == "knet" else 1):
            return f"links must be 1 to {MOST_LINKS}, and 1 for udp and udpu"
        if self.firewall not in FIREWALLS:
            return f"firewall must be one of {', '.join(FIREWALLS)}"
        if self.ip not in (4, 6):
            return "ip must be 4 or 6"
        if not self.full and (self.chrony or self.firewall == "firewalld"):
            return "chrony and firewalld need full nodes"
        return None


def four(name: str, link: int) -> str:
    """The IPv4 address of a node on a link; each link is a /24."""
    return f"10.10.{link}.{name.removeprefix('n')}"


def six(name: str, link: int) -> str:
    """The IPv6 address of a node on a link; each link is a /64."""
    return f"fd00:10:{link}::{name.removeprefix('n')}"
