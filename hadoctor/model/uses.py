"""Every address in the file that the daemon resolves, and what it does when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Blocks
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import Link
from hadoctor.model.nodes import LINKS_MAX, Node


class Use(NamedTuple):
    """`blocks`: what follows when this address cannot be used. None: it is dropped in silence."""

    key: str
    entry: Entry
    node: Node | None
    blocks: Blocks | None


def uses(corosync: Corosync) -> Iterator[Use]:
    old = corosync.target.before("3.0")
    for node in corosync.nodes:
        for number, entry in node.addresses.items():
            if number < (2 if old else LINKS_MAX):  # higher ones are TOT012's
                yield Use(f"ring{number}_addr", entry, node, _of_node(corosync, node, number))
    by_nodes = set.intersection(*(set(n.addresses) for n in corosync.candidates or _NONE))
    broadcast = any(link.broadcast for link in corosync.links)
    # 2.x looks at the multicast address of udp only.
    multicast = corosync.transport == "udp" and not broadcast if old else True
    for link in corosync.links if old or corosync.candidates else ():
        bind = link.keys.get("bindnetaddr")
        if bind and link.number not in by_nodes:
            yield Use("bindnetaddr", bind, None, _bind(corosync, link, broadcast))
        if link.mcastaddr and multicast:
            yield Use("mcastaddr", link.mcastaddr, None, Blocks.LOAD)


_NONE = (Node(0, {}),)


def _of_node(corosync: Corosync, node: Node, number: int) -> Blocks | None:
    local = node is corosync.local
    if corosync.target.since("3.0"):
        return Blocks.LOAD if corosync.nodelist_read or local else None
    if local:
        # The first ring is usable, else the node were not the local one; the rings must be alike.
        return Blocks.LOAD if number else None
    # Without an address that can be used no node finds itself; bindnetaddr may stand in.
    if number == 0 and not corosync.candidates and not corosync.links:
        return Blocks.LOAD
    return None


def _bind(corosync: Corosync, link: Link, broadcast: bool) -> Blocks | None:
    if corosync.target.since("3.0") or link.number > 0:
        return Blocks.LOAD
    if corosync.transport != "udp":
        return Blocks.START
    return None if broadcast else Blocks.LOAD
