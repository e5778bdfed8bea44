"""What votequorum makes of the quorum section: who votes, and which features are on at the start."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.cmap import Cmap, Entry
from hadoctor.model.nodes import Node

PROVIDERS = ("corosync_votequorum", "corosync_ykd")


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
    two_node: bool
    wait_for_all: bool
    last_man_standing: bool
    auto_tie_breaker: bool
    allow_downscale: bool

    @property
    def counted(self) -> bool:
        """Whether votequorum runs, so that the rest means anything."""
        return self.provider == "corosync_votequorum"


def votes(cmap: Cmap, nodes: tuple[Node, ...]) -> Votes:
    def on(key: str) -> bool:
        return bool(cmap.number(f"quorum.{key}"))

    model = cmap.text("quorum.device.model")
    two_node = on("two_node")
    wait = cmap.number("quorum.wait_for_all")
    return Votes(
        provider=cmap.text("quorum.provider"),
        nodes=len(nodes),
        node_votes=sum(node.votes for node in nodes) & 0xFFFFFFFF,
        expected_votes=cmap.number("quorum.expected_votes") or 0,
        device=model or None,
        device_votes=cmap.number("quorum.device.votes"),
        two_node=two_node,
        wait_for_all=two_node if wait is None else bool(wait),
        last_man_standing=on("last_man_standing"),
        auto_tie_breaker=on("auto_tie_breaker")
        and tie_breaker_usable(cmap.entries.get("quorum.auto_tie_breaker_node")),
        allow_downscale=on("allow_downscale"),
    )


def tie_breaker_usable(entry: Entry | None) -> bool:
    """Whether auto_tie_breaker_node is absent or can be read: lowest, highest, or a list of ids."""
    if entry is None or not isinstance(entry.value, str):
        return True
    if entry.value in ("lowest", "highest"):
        return True
    return bool(tie_breaker_ids(entry.value))


def tie_breaker_ids(text: str) -> list[int]:
    """The node ids that the daemon reads: it stops at the first thing that is no number."""
    import re

    ids = []
    rest = text
    while match := re.match(r"\s*([+-]?\d+)", rest):
        number = int(match[1])
        if number == 0:
            break
        ids.append(number)
        rest = rest[match.end() :]
    return ids
