"""What votequorum makes of the quorum section: who votes, and what is on at the start."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.cmap import Cmap, Entry
from hadoctor.model.nodes import Node
from hadoctor.target import DEFAULT, Target

PROVIDERS = ("corosync_votequorum", "corosync_ykd")
_UINT32 = 0xFFFFFFFF
"""The daemon counts in 32 bits and wraps around; for the device this number means "not set"."""


class Votes(NamedTuple):
    provider: str | None
    """The quorum provider; None: no quorum service at all."""
    nodes: int
    node_votes: int
    """The sum of quorum_votes over the nodelist."""
    expected_votes: int
    """As configured; 0 where it is not."""
    device: str | None
    """The model of the quorum device; None where none is configured."""
    device_votes: int | None
    """As configured; None where the daemon has to work it out."""
    two_node: bool
    wait_for_all: bool
    last_man_standing: bool
    auto_tie_breaker: bool
    allow_downscale: bool
    tracking: bool
    """The highest expected votes ever seen are kept on disk, and count instead of what is
    configured; allow_downscale brings that with it."""

    @property
    def counted(self) -> bool:
        """Whether votequorum runs, so that the rest means anything."""
        return self.provider == "corosync_votequorum"

    @property
    def tie_breaker_dropped(self) -> bool:
        """The tie breaker is configured, and the votes make it useless without wait_for_all: the
        daemon switches it off, or does not start where last_man_standing is on as well."""
        return self.auto_tie_breaker and self.node_votes % 2 == 1 and not self.wait_for_all

    @property
    def tie_breaking(self) -> bool:
        """Whether the tie breaker is on in the end."""
        return self.auto_tie_breaker and not self.tie_breaker_dropped

    @property
    def nodes_starved(self) -> bool:
        """Of the expected votes the device leaves less than two to the nodes, in the daemon's
        signed arithmetic: it does not start."""
        if not self.device or not self.device_votes or not self.expected_votes:
            return False
        left = (self.expected_votes - self.device_votes) & _UINT32
        return left < 2 or left > _UINT32 // 2

    @property
    def two_node_in_force(self) -> bool:
        """A tie breaker switches two_node off, even one that is switched off itself later on."""
        return self.two_node and not self.auto_tie_breaker

    @property
    def expected(self) -> int:
        """The expected votes at the start. A device counts only where its votes are worked out;
        those that are written come on top when it is there."""
        if self.expected_votes and not self.tracking:
            return self.expected_votes
        if self.device and self.device_votes is None:
            return (2 * self.node_votes - 1) & _UINT32
        return self.node_votes

    @property
    def quorum(self) -> int:
        """How many votes make quorum at the start."""
        return 1 if self.two_node_in_force else max(1, ((self.expected + 2) & _UINT32) // 2)


def votes(cmap: Cmap, nodes: tuple[Node, ...], target: Target = DEFAULT) -> Votes:
    def on(key: str) -> bool:
        return bool(cmap.number(f"quorum.{key}"))

    if target.before("3.0"):
        nodes = tuple(node for node in nodes if "ring0_addr" in node.keys)
    model = cmap.text("quorum.device.model")
    device_votes = cmap.number("quorum.device.votes")
    two_node = on("two_node")
    wait = cmap.number("quorum.wait_for_all")
    return Votes(
        provider=cmap.text("quorum.provider"),
        nodes=len(nodes),
        node_votes=sum(node.votes for node in nodes) & _UINT32,
        expected_votes=cmap.number("quorum.expected_votes") or 0,
        device=model or None,
        device_votes=None if device_votes == _UINT32 else device_votes,
        two_node=two_node,
        wait_for_all=two_node if wait is None else bool(wait),
        last_man_standing=on("last_man_standing"),
        auto_tie_breaker=on("auto_tie_breaker")
        and tie_breaker_usable(cmap.entries.get("quorum.auto_tie_breaker_node")),
        allow_downscale=on("allow_downscale"),
        tracking=on("allow_downscale") or on("expected_votes_tracking"),
    )


def tie_breaker_usable(entry: Entry | None) -> bool:
    """Whether auto_tie_breaker_node is absent or can be read: lowest, highest, or a list of ids."""
    if entry is None or not isinstance(entry.value, str):
        return True
    if entry.value in ("lowest", "highest"):
        return True
    return bool(tie_breaker_ids(entry.value))


def tie_breaker_ids(text: str) -> list[int]:
    """The node ids that the daemon reads: it stops at the first thing that is no number, and reads
    nothing where the first number is 0 in 32 bits."""
    import re

    ids: list[int] = []
    rest = text
    while match := re.match(r"[ \t\n\v\f\r]*([+-]?[0-9]+)", rest):
        number = max(-(2**63), min(int(match[1][:40]), 2**63 - 1))
        if number == 0 or (not ids and number & _UINT32 == 0):
            break
        ids.append(number & _UINT32)
        rest = rest[match.end() :]
    return ids
