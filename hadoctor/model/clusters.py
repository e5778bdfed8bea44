"""Several files at once: which of them are one cluster, and what clusters take from one another.

Nothing here compares every file with every other: what is to be equal becomes the key of a dictionary.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import DEFAULT_PORT, Link
from hadoctor.model.nodes import LINKS_MAX, Node
from hadoctor.source import Span

BROADCAST = address.Literal(4, 0xFFFFFFFF)
"""Where udp sends with `broadcast: yes`."""


class Cluster:
    """The files that belong to one cluster, in the order of the run."""

    def __init__(self, files: Iterable[Corosync]) -> None:
        self.files = tuple(files)

    @property
    def name(self) -> str | None:
        entry = self.files[0].entry("totem.cluster_name")
        return (entry.span.text or None) if entry else None

    @property
    def label(self) -> str:
        return f"cluster '{self.name}'" if self.name else f"the cluster of {self.paths[0]}"

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(file.source.name for file in self.files)

    @cached_property
    def hosts(self) -> frozenset[tuple[str, str]]:
        """Every node name with every address of it."""
        return frozenset(
            (node.label, entry.text)
            for file in self.files
            for node in file.nodes
            for entry in node.addresses.values()
        )


def clusters(files: Iterable[Corosync]) -> tuple[Cluster, ...]:
    """One cluster: the same cluster_name and the same nodes, or at least an address in common."""
    head: list[int] = []
    seen: dict[Hashable, int] = {}
    all_files = tuple(files)
    for number, file in enumerate(all_files):
        head.append(number)
        for key in _identity(file):
            one, two = _top(head, seen.setdefault(key, number)), _top(head, number)
            head[max(one, two)] = min(one, two)
    groups: dict[int, list[Corosync]] = {}
    for number, file in enumerate(all_files):
        groups.setdefault(_top(head, number), []).append(file)
    return tuple(Cluster(group) for group in groups.values())


def _top(head: list[int], number: int) -> int:
    while head[number] != number:
        head[number] = head[head[number]]
        number = head[number]
    return number


def _identity(file: Corosync) -> Iterator[Hashable]:
    """Two files that have one of these in common are of one cluster."""
    name = file.text("totem.cluster_name") or ""
    if not file.nodes:
        if name:
            yield name
        for group in groups(file) if not name else ():
            yield name, group.what, group.ports
        return
    # Without a name of the cluster, names of nodes alone say little: many clusters have a node1.
    yield name, frozenset(map(_node if name else _whole, file.nodes))
    for node in file.nodes:
        for entry in node.addresses.values():
            parsed = address.parse(entry.text)
            if isinstance(parsed, address.Literal):
                if not (parsed.loopback or parsed.unspecified):
                    yield name, parsed
            elif name:
                yield name, entry.text


def _node(node: Node) -> str:
    return (node.name or node.addresses.get(0) or next(iter(node.keys.values()))).text


def _whole(node: Node) -> tuple[str, tuple[str, ...]]:
    return node.label, tuple(entry.text for entry in node.addresses.values())


class Claim(NamedTuple):
    """Something that only one cluster of a network can have: an address, and ports there."""

    what: address.Literal
    ports: tuple[int, ...]
    at: Span
    derived: bool = False
    """The address comes from cluster_name."""

    @property
    def port(self) -> int:
        return self.ports[0]


class Clash(NamedTuple):
    """Two clusters claim the same; `other` is the one that came first."""

    mine: Claim
    cluster: Cluster
    other: Claim
    owner: Cluster


def groups(file: Corosync) -> Iterator[Claim]:
    """The multicast addresses that udp sends to. A ring takes its port, and the one below."""
    if file.transport != "udp" or file.target.since("3.1.11"):
        return
    shared = next((link.broadcast for link in file.links if link.broadcast), None)
    name = file.entry("totem.cluster_name")
    for link in file.links[:LINKS_MAX]:
        ports = (link.port, link.port - 1)
        if link.port <= 0:
            continue
        if shared:
            yield Claim(BROADCAST, ports, shared.span)
        elif link.mcastaddr:
            parsed = address.parse(link.mcastaddr.text)
            if isinstance(parsed, address.Literal) and parsed.multicast:
                yield Claim(parsed, ports, link.mcastaddr.span)
        elif name and "mcastaddr" not in link.keys:
            found = derived(name.text, link.number, _family(file))
            if found:
                yield Claim(found, ports, name.span, derived=True)


def derived(name: str, link: int, family: int) -> address.Literal | None:
    """The multicast address that the daemon makes of cluster_name. None for a name beyond ASCII: it
    depends on whether the processor's characters have a sign."""
    if not name.isascii():
        return None
    number = 0
    for character in name:
        number = (number << 1) + ord(character) & 0xFFFF
    number = number + link & 0xFFFF
    if family == 6:
        return address.Literal(6, 0xFF15 << 112 | number)
    # % 255, not & 255: so it stands in the daemon.
    return address.Literal(4, 239 << 24 | 192 << 16 | number >> 8 << 8 | number % 255)


def _family(file: Corosync) -> int:
    """That of the local address; where it is not known, what ip_version asks for."""
    first = next((link for link in file.links if link.number == 0), None)
    bound = first and (first.local or first.keys.get("bindnetaddr"))
    parsed = address.parse(bound.text) if bound and file.target.since("3.0") else None
    return parsed.family if isinstance(parsed, address.Literal) else file.families[0]


def node_addresses(file: Corosync) -> Iterator[Claim]:
    """The addresses of the nodes, with the ports that the daemon takes there."""
    ports = {link.number: _ports(link, file) for link in file.links}
    for node in file.nodes:
        for number, entry in node.addresses.items():
            parsed = address.parse(entry.text)
            if isinstance(parsed, address.Literal) and not (parsed.loopback or parsed.unspecified):
                yield Claim(parsed, ports.get(number, ()), entry.span)


def _ports(link: Link, file: Corosync) -> tuple[int, ...]:
    port = link.port or DEFAULT_PORT + link.number
    return (port, port - 1) if file.transport == "udp" else (port,)


def clashes(claims: Iterable[tuple[Cluster, Claim]], *, by_port: bool) -> Iterator[Clash]:
    """Each claim that a cluster before has made already; `by_port`: on a port that it takes, too."""
    first: dict[Hashable, tuple[Cluster, Claim]] = {}
    for cluster, claim in claims:
        keys = [(claim.what, port) for port in claim.ports] if by_port else [claim.what]
        owners = [first.setdefault(key, (cluster, claim)) for key in keys]
        found = next(((c, other) for c, other in owners if c is not cluster), None)
        if found:
            yield Clash(claim, cluster, found[1], found[0])


_NOT_UNIQUE = (
    # family, network, prefix length
    (4, 0x0A000000, 8),
    (4, 0xAC100000, 12),
    (4, 0xC0A80000, 16),
    (4, 0x64400000, 10),
    (4, 0xA9FE0000, 16),
    (4, 0xC0000200, 24),
    (4, 0xC6336400, 24),
    (4, 0xCB007100, 24),
    (4, 0xC6120000, 15),
    (6, 0xFC << 120, 7),
    (6, 0xFE80 << 112, 10),
    (6, 0x20010DB8 << 96, 32),
)


def unique(literal: address.Literal) -> bool:
    """Whether the address can be on one host of the world only: not private, not link-local, not one
    of those for documentation and tests."""
    bits = 32 if literal.family == 4 else 128
    return not any(
        family == literal.family and literal.value >> bits - length == network >> bits - length
        for family, network, length in _NOT_UNIQUE
    )
