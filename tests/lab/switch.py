"""The network between the nodes, and the faults that are made there: no node can see their cause."""

from __future__ import annotations

from . import places
from .inside import DROP, CommandError, LabError, Result, run
from .network import port
from .plan import Plan

# All faults are rules of one table, so that they go away together.
TABLE = "bridge faults"
CHAIN = f"add table {TABLE}\nadd chain {TABLE} path {{ type filter hook forward priority 0; }}\n"


class Switch:
    """The network namespace with the bridges; a node's port on a link is called like "n1e0"."""

    def __init__(self, cluster: str, plan: Plan) -> None:
        self._cluster = cluster
        self._plan = plan

    def enter(self) -> list[str]:
        """What to put before a command so that it runs in the switch."""
        pid = places.state(self._cluster).get("pid")
        if pid is None:
            raise LabError(f"cluster {self._cluster!r} does not run")
        return [*DROP, "nsenter", "-t", str(pid), "--net"]

    def run(self, *argv: str, timeout: float = 10, check: bool = False, stdin: str = "") -> Result:
        """Run a program of the machine in this network namespace (its files are the machine's)."""
        result = run(self.enter(), argv, timeout=timeout, stdin=stdin)
        if check and result.code != 0:
            raise CommandError("switch", argv, result)
        return result

    def drop(self, match: str) -> None:
        """Drop the packets that an nft expression matches, e.g. `iifname "n1e0" udp dport 5405`."""
        rules = f"{CHAIN}add rule {TABLE} path {match} drop\n"
        self.run("nft", "-f", "-", stdin=rules, check=True)

    def loss(self, percent: int, link: int = 0) -> None:
        """Lose that share of all packets on a link."""
        self.drop(f"{self._on(link)} meta protocol != arp numgen random mod 100 < {percent}")

    def black_hole(self, longest: int, link: int = 0) -> None:
        """Lose packets longer than that many bytes, without a word."""
        self.drop(f"{self._on(link)} meta length > {longest}")

    def no_multicast(self, link: int = 0) -> None:
        """Lose multicast, as a switch with snooping but without a querier does."""
        self.drop(f"{self._on(link)} ip daddr 224.0.0.0/4")
        self.drop(f"{self._on(link)} ip6 daddr ff00::/8 icmpv6 type != nd-neighbor-solicit")

    def one_way(self, source: str, target: str, link: int = 0) -> None:
        """Lose what a node sends to another; the way back stays open."""
        self.drop(f'iifname "{port(source, link)}" oifname "{port(target, link)}"')

    def cut(self, node: str, link: int = 0) -> None:
        """Lose all of a node's packets on a link; its interface stays up."""
        self.drop(f'iifname "{port(node, link)}"')
        self.drop(f'oifname "{port(node, link)}"')

    def unplug(self, node: str, link: int = 0) -> None:
        """Pull a cable: the node sees that its interface has no carrier."""
        self.run("ip", "link", "set", port(node, link), "down", check=True)

    def heal(self) -> None:
        """End all faults of the path, and put the cables back."""
        self.run("nft", "-f", "-", stdin=f"add table {TABLE}\ndelete table {TABLE}\n", check=True)
        for name in self._plan.names:
            for link in range(self._plan.links):
                self.run("ip", "link", "set", port(name, link), "up")

    def _on(self, link: int) -> str:
        # Not by the name of the bridge: many kernels cannot match that.
        ports = ", ".join(f'"{port(name, link)}"' for name in self._plan.names)
        return f"iifname {{ {ports} }}"
