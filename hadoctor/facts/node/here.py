"""Which node of the nodelist this host is."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node


class Here:
    """The search of corosync 3 for itself, in its order: the host name, then the names of its addresses,
    then what the names of the nodelist resolve to. (What a name server calls an address is not asked.)"""

    def __init__(self, interfaces: Interfaces, identity: Identity, names: Names) -> None:
        self.interfaces = interfaces
        self.identity = identity
        self.names = names
        self._here = {a.literal for a in interfaces.addresses}

    def node(self, corosync: Corosync) -> Node | Unknown | None:
        """None: corosync does not find itself, and does not start."""
        by_name = self.by_name(corosync)
        if by_name is not None:
            return by_name
        entries = list(_entries(corosync))
        for node, entry in entries:
            if parse(entry.text) in self._here:
                return node
        unknown: Unknown | None = None
        for node, entry in entries:
            if isinstance(parse(entry.text), Name):
                found = self.resolved(entry.text)
                if isinstance(found, Unknown):
                    unknown = unknown or found
                elif any(literal in self._here for literal in found):
                    return node
        return unknown

    def by_name(self, corosync: Corosync) -> Node | None:
        """The node that the host name tells: the whole name, then with ever less behind its dots, then
        also the names of the nodelist without what is behind their first dot."""
        name = self.identity.hostname
        names = [name]
        while "." in name:
            name = name.rpartition(".")[0]
            names.append(name)
        entries = list(_entries(corosync))
        for wanted in names:
            for node, entry in entries:
                if entry.text == wanted:
                    return node
        for node, entry in entries:
            if entry.text.partition(".")[0] == names[-1]:
                return node
        return None

    def resolved(self, name: str) -> tuple[Literal, ...] | Unknown:
        """The addresses that the resolver gives, the preferred one first."""
        answer = self.names.of(name)
        if answer is None or answer.timeout:
            return Unknown(answer.why if answer else f"{name} was not looked up")
        literals = (parse(text) for text in answer.addresses)
        return tuple(literal for literal in literals if isinstance(literal, Literal))

    def address(self, entry: Entry, families: tuple[int, ...]) -> Literal | Unknown | None:
        """The address that corosync takes for an entry; None where it has none."""
        literal = parse(entry.text)
        if isinstance(literal, Literal):
            return literal
        found = self.resolved(entry.text)
        if isinstance(found, Unknown):
            return found
        return preferred(found, families)


def preferred(literals: tuple[Literal, ...], families: tuple[int, ...]) -> Literal | None:
    """The first address of the first family that there is."""
    return next((one for family in families for one in literals if one.family == family), None)


def _entries(corosync: Corosync) -> Iterator[tuple[Node, Entry]]:
    for node in corosync.nodes:
        for key in ("name", "ring0_addr"):
            if key in node.keys:
                yield node, node.keys[key]
