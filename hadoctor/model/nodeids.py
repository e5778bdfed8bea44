"""Node ids: given, or generated from an IPv4 address, and which doubles the daemon notices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node


class Clash(NamedTuple):
    nodeid: int
    nodes: tuple[Node, ...]
    noticed: bool
    """Whether the daemon sees it, and refuses the file."""


def clashes(corosync: Corosync) -> Iterator[Clash]:
    """Every id that several nodes have."""
    ids = {node.position: nodeid(corosync, node) for node in corosync.nodes}
    noticed = set(_noticed(corosync, ids))
    same: dict[int, list[Node]] = {}
    for node in sorted(corosync.nodes, key=lambda n: n.position):
        number = ids[node.position]
        if number or (number is not None and number in noticed):
            same.setdefault(number, []).append(node)
    for number, nodes in same.items():
        if len(nodes) > 1:
            yield Clash(number, tuple(nodes), number in noticed)


def nodeid(corosync: Corosync, node: Node) -> int | None:
    """The id that the daemon goes by; None where it has none, or where only the node can tell."""
    generates = corosync.transport != "knet"
    given = node.nodeid
    # Since 3.1 the generated id is written over a 0, too.
    if given is not None and not (given == 0 and generates and corosync.target.since("3.1")):
        return given
    return generated(corosync, node) if generates else None


def generated(corosync: Corosync, node: Node) -> int | None:
    entry = node.addresses.get(0)
    literal = address.parse(entry.text) if entry and entry.path.endswith(".ring0_addr") else None
    if not isinstance(literal, address.Literal) or literal.family != 4:
        return None
    clear = corosync.text("totem.clear_node_high_bit") == "yes"
    number = literal.value & (0x7FFFFFFF if clear else 0xFFFFFFFF)
    return number if number != 0xFFFFFFFF else None


def _noticed(corosync: Corosync, ids: dict[int, int | None]) -> Iterator[int]:
    """The daemon walks the nodes in the order of text (0, 1, 10, 11, 2), compares each with those
    in front of it, and stops at the first one with a higher number: with more than ten nodes it
    overlooks some."""
    old = corosync.target.before("3.0")
    first: dict[int, int] = {}
    highest: list[int] = []
    """The highest position up to each place of the walk."""
    for place, node in enumerate(corosync.nodes):
        number = ids[node.position]
        highest.append(max(node.position, highest[-1] if highest else 0))
        if number is not None and _compared(corosync, node):
            first.setdefault(number, place)
    for node in corosync.nodes:
        number = ids[node.position]
        if number is None or (old and 0 not in node.addresses):
            continue
        if first.get(number, len(highest)) < bisect_left(highest, node.position):
            yield number


def _compared(corosync: Corosync, other: Node) -> bool:
    if corosync.target.before("3.0"):
        return 0 in other.addresses
    # 3.0 compares with ids that are given only; later releases have written the others down.
    return other.nodeid_entry is not None or corosync.target.since("3.1")
