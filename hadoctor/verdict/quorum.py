"""Whether the nodes that are left after the loss of one have quorum, as votequorum counts."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.pacemaker.membership import corosync_names
from hadoctor.model.votes import tie_breaker_ids


class Rest(NamedTuple):
    """The nodes that are left."""

    quorate: bool
    votes: str = ""
    """What they have, where that is too little: `1 of 2 votes`."""


def assumed(nodes: int, corosync: Corosync | None) -> str | None:
    """What has to be taken for granted about quorum."""
    if corosync is None:
        if nodes == 2:
            return (
                "'two_node: 1' in corosync.conf, which was not given;"
                " without it one node alone has no quorum"
            )
        if nodes > 2:
            return "every node has one vote; corosync.conf was not given"
        return None
    if not corosync.votes.counted:
        return "the nodes that are left have quorum: corosync.conf configures no votequorum"
    if corosync.votes.device:
        return "the quorum device is there, and votes for the nodes that are left"
    return None


def rest(lost: str, nodes: int, corosync: Corosync | None) -> Rest:
    """`nodes`: how many there are with the lost one, where corosync.conf does not say."""
    if corosync is None or not corosync.votes.counted:
        return Rest(nodes > 1)
    votes = corosync.votes
    named, _ = corosync_names(corosync)
    node = named.get(lost.lower())
    total = votes.node_votes if corosync.nodes else nodes
    left = total - (1 if node is None else node.votes)
    expected = votes.expected
    if votes.device:
        written = votes.device_votes
        if written is not None and not votes.expected_votes:
            expected += written
        left += max(0, expected - total) if written is None else written
    quorum = 1 if votes.two_node_in_force else expected // 2 + 1
    if left >= quorum:
        return Rest(True)
    if votes.tie_breaking and left * 2 == expected and not _breaks_ties(node, corosync):
        return Rest(True)
    return Rest(False, f"{left} of {expected} votes")


def _breaks_ties(lost: Node | None, corosync: Corosync) -> bool:
    """Whether the lost node is the one with which a half of the votes is enough."""
    entry = corosync.entry("quorum.auto_tie_breaker_node")
    word = entry.text if entry is not None else "lowest"
    ids = sorted(node.nodeid for node in corosync.nodes if node.nodeid is not None)
    if word == "highest":
        ids.reverse()
    elif word != "lowest":
        listed = [id_ for id_ in tie_breaker_ids(word) if id_ in ids]
        ids = listed or ids
    return lost is not None and ids[:1] == [lost.nodeid]
