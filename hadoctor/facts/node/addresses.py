"""Which address a name of the nodelist should have, by what this node knows: never by the name's own
resolution, which may be what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts.hosts import Hosts, Mapping
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.running import RunningMap
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node

_RING = re.compile(r"r\((\d+)\) ip\(([^)]*)\)")


class Addresses:
    """`local`: the node that this host is; None where that is not known."""

    def __init__(
        self,
        corosync: Corosync,
        hosts: Hosts,
        interfaces: Interfaces,
        running: RunningMap | None,
        local: Node | None,
    ) -> None:
        self._corosync = corosync
        self._hosts = hosts
        self._interfaces = interfaces
        self._local = local
        self._members = dict(_members(running)) if running else {}

    def of(self, node: Node) -> dict[str, Literal | None]:
        """The names of a node, as the file writes them; None where the address is not known."""
        links = {
            entry.text: self._link(node, link)
            for link, entry in node.addresses.items()
            if is_name(entry)
        }
        if node.name is None or node.name.text in links or not is_name(node.name):
            return links
        # The node's name is nobody's business but the tools': they take the first link.
        own = [self._link(node, link) for link in node.addresses]
        return {**links, node.name.text: next((a for a in own if a), None)}

    def owners(self) -> dict[Literal, set[int]]:
        """The positions of the nodes that addresses are known to belong to."""
        found: dict[Literal, set[int]] = {}
        for node in self._corosync.nodes:
            for link in node.addresses:
                literal = self._certain(node, link)
                if literal:
                    found.setdefault(literal, set()).add(node.position)
        return found

    def mappings(self, name: str) -> tuple[Mapping, ...]:
        return self._hosts.mappings(name)

    def _link(self, node: Node, link: int) -> Literal | None:
        certain = self._certain(node, link)
        if certain:
            return certain
        elsewhere = {a for a, positions in self.owners().items() if node.position not in positions}
        given = set(self._given(node, link)) - elsewhere
        if len(given) == 1:
            return given.pop()
        return None if given or node is not self._local else self._own(link)

    def _certain(self, node: Node, link: int) -> Literal | None:
        """By the nodelist, or by corosync itself, which has a connection to it."""
        literal = parse(node.addresses[link].text)
        if isinstance(literal, Literal):
            return literal
        running = self._members.get((node.nodeid or 0, link))
        return running if running and self._fits(running) else None

    def _given(self, node: Node, link: int) -> Iterator[Literal]:
        for mapping in self._hosts.mappings(node.addresses[link].text):
            if self._fits(mapping.literal):
                yield mapping.literal

    def _fits(self, literal: Literal) -> bool:
        return not literal.loopback and literal.family in self._corosync.families

    def _own(self, link: int) -> Literal | None:
        """The one address of this host that is in a network with all peers that are known."""
        peers: set[Literal] = set()
        for node in self._corosync.nodes:
            if node is not self._local and link in node.addresses:
                certain = self._certain(node, link)
                peers |= {certain} if certain else set(self._given(node, link))
        fits = {
            one.literal
            for one in self._interfaces.addresses
            if self._fits(one.literal) and peers and all(one.network.holds(p) for p in peers)
        }
        return fits.pop() if len(fits) == 1 else None


def is_name(entry: Entry) -> bool:
    """Whether a hosts file can be about it."""
    return isinstance(parse(entry.text), Name) and "%" not in entry.text


def _members(running: RunningMap) -> Iterator[tuple[tuple[int, int], Literal]]:
    """(node id, link): the address that corosync has for a node that is there now."""
    for member in running.members:
        if member.status == "joined":
            for link, text in _RING.findall(member.address):
                literal = parse(text)
                if isinstance(literal, Literal):
                    yield (member.nodeid, int(link)), literal
