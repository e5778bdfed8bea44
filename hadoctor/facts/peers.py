"""The nodes of one cluster whose saved facts are in a run: what only all of them together can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hadoctor.facts import Facts, Unknown
from hadoctor.facts.interfaces import Interface, Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import number
from hadoctor.facts.subject import Subject
from hadoctor.finding import Note, Unchecked
from hadoctor.model.clusters import clusters
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.source import Source, Span

if TYPE_CHECKING:
    from hadoctor.facts.pacemaker import PacemakerFile
    from hadoctor.model.pacemaker.pacemaker import Pacemaker

T = TypeVar("T")
V = TypeVar("V", bound=Hashable)


class Peer:
    """A node, by what it has saved of itself."""

    def __init__(self, name: str, file: str, facts: Facts, corosync: Corosync) -> None:
        self.name = name
        """Its host name, with the file behind it where another one has the same."""
        self.file = file
        self.facts = facts
        self.corosync = corosync

    def get(self, kind: type[T]) -> T | Unknown:
        return self.facts.get(kind)

    @property
    def hostname(self) -> str:
        identity = self.get(Identity)
        return "" if isinstance(identity, Unknown) else identity.hostname

    @property
    def names(self) -> frozenset[str]:
        """What it may be called in the CIB, in lower case."""
        labels = (self.hostname, self.node.label if self.node is not None else "")
        return frozenset(label.lower() for label in labels if label)

    @cached_property
    def here(self) -> Here | None:
        """How corosync searches for itself there; None where too little is known."""
        interfaces, identity, names = self.get(Interfaces), self.get(Identity), self.get(Names)
        if isinstance(identity, Unknown):
            return None
        if isinstance(interfaces, Unknown):
            interfaces = Interfaces(Source(self.file, b""), ())
        return Here(interfaces, identity, Names(()) if isinstance(names, Unknown) else names)

    @cached_property
    def taken_for(self) -> Node | None:
        """The node of the nodelist that corosync takes itself for."""
        found = self.here.node(self.corosync) if self.here is not None else None
        return found if isinstance(found, Node) else None

    @cached_property
    def node(self) -> Node | None:
        """The node of the nodelist that it is: by its addresses, which two hosts cannot have in common
        and both work; else the one that corosync finds."""
        interfaces = self.get(Interfaces)
        found = [] if isinstance(interfaces, Unknown) else interfaces.nodes_here(self.corosync)
        return found[0] if len(found) == 1 else self.taken_for

    def interfaces(self) -> Iterator[tuple[int, Interface]]:
        """The interface of each link that it has, where its addresses tell it."""
        known = self.get(Interfaces)
        if self.node is None or self.here is None or isinstance(known, Unknown):
            return
        by_name = {one.name: one for one in known.interfaces}
        for link, entry in self.node.addresses.items():
            local = known.own(self.here.address(entry, self.corosync.families))
            if local is not None and local.interface in by_name:
                yield link, by_name[local.interface]

    def said(self, name: str, text: str = "") -> Span:
        """A place of a finding: what this node said."""
        return said(f"{self.file}:{name}", text)


class Side(NamedTuple):
    """Nodes that say the same."""

    value: Hashable
    peers: tuple[Peer, ...]

    @property
    def names(self) -> str:
        return ", ".join(peer.name for peer in self.peers)


class Peers:
    """Two nodes or more of one cluster, in the order of the run: they have the same cluster_name and
    the same nodes or an address in common, and each is one of the nodelist."""

    ABSENT = "needs the saved facts of several nodes of a cluster"

    def __init__(self, members: Iterable[Peer]) -> None:
        self.members = tuple(members)

    @cached_property
    def configuration(self) -> Pacemaker | None:
        """The newest CIB that a node has: one that was stopped has an older one."""
        from hadoctor.facts.pacemaker import PacemakerFile
        from hadoctor.model.pacemaker.pacemaker import Pacemaker

        files = dict(self.each(PacemakerFile))
        found = [(_number(files.get(peer)), pacemaker) for peer, pacemaker in self.each(Pacemaker)]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def each(self, kind: type[T]) -> list[tuple[Peer, T]]:
        """What the nodes that know it say."""
        found = []
        for peer in self.members:
            fact = peer.get(kind)
            if not isinstance(fact, Unknown):
                found.append((peer, fact))
        return found

    def silent(self, kind: type) -> Iterator[Unchecked]:
        """The nodes that do not know it, and why."""
        for peer in self.members:
            fact = peer.get(kind)
            if isinstance(fact, Unknown):
                yield Unchecked(f"{peer.name}: {fact.why}", peer.said(peer.name))


def _number(file: PacemakerFile | None) -> tuple[int, ...]:
    """What a CIB is numbered."""
    cib = file.cib if file is not None else None
    texts = [(cib.get(name) if cib is not None else "") or "" for name in ("admin_epoch", "epoch")]
    return tuple(number(text) for text in texts)


def sides(answers: Iterable[tuple[Peer, V]]) -> tuple[Side, ...]:
    """Who says the same; what most say comes first. Empty where all say the same."""
    groups: dict[V, list[Peer]] = {}
    for peer, value in answers:
        groups.setdefault(value, []).append(peer)
    if len(groups) < 2:
        return ()
    found = [Side(value, tuple(peers)) for value, peers in groups.items()]
    return tuple(sorted(found, key=lambda side: -len(side.peers)))


def places(found: tuple[Side, ...], place: Callable[[Peer], Span]) -> tuple[Span, tuple[Note, ...]]:
    """Where those are who are fewest, and one of each of the others."""
    *most, last = found
    return place(last.peers[0]), tuple(Note(place(s.peers[0]), s.names) for s in most)


def table(found: Iterable[Side]) -> str:
    """`n1, n2: 3.1.7; n3: 3.0.1`"""
    return "; ".join(f"{side.names}: {side.value}" for side in found)


class Gathered(NamedTuple):
    clusters: tuple[Peers, ...]
    left: tuple[tuple[str, str], ...] = ()
    """The files that are not compared, and why."""
    twice: tuple[tuple[str, str], ...] = ()
    """The files of a node that another file has been given of, and what to say of that."""


def gather(subjects: Iterable[Subject]) -> Gathered:
    """The saved nodes of a run, cluster by cluster."""
    subjects = tuple(subjects)
    hosts = Counter(map(_hostname, subjects))
    peers: list[Peer] = []
    left: list[tuple[str, str]] = []
    twice: list[tuple[str, str]] = []
    seen: dict[Hashable, str] = {}
    for subject in subjects:
        corosync, host = subject.facts.get(Corosync), _hostname(subject)
        name = host if hosts[host] == 1 else f"{host} ({subject.saved})"
        peer = None
        if not isinstance(corosync, Unknown):
            peer = Peer(name, subject.saved, subject.facts, corosync)
        identity = _identity(subject, peer)
        if identity in seen:
            twice.append((subject.saved, f"it is of the same node as '{seen[identity]}'"))
            continue
        seen[identity] = subject.saved
        if peer is None:
            left.append((subject.saved, "no corosync.conf tells which cluster the node is of"))
        elif peer.node is None:
            left.append((subject.saved, f"host '{name}' is not found in its own nodelist"))
        else:
            peers.append(peer)
    of_file = {id(peer.corosync): peer for peer in peers}
    groups = clusters(peer.corosync for peer in peers)
    found = [Peers(of_file[id(file)] for file in group.files) for group in groups]
    return Gathered(tuple(one for one in found if len(one.members) > 1), tuple(left), tuple(twice))


def _hostname(subject: Subject) -> str:
    identity = subject.facts.get(Identity)
    return subject.saved if isinstance(identity, Unknown) else identity.hostname


def _identity(subject: Subject, peer: Peer | None) -> Hashable:
    """Equal for two files of one node: a copy of a host has other interfaces. Those of its links count,
    where it has any: others come and go with virtual machines and containers."""
    identity, known = subject.facts.get(Identity), subject.facts.get(Interfaces)
    if isinstance(identity, Unknown) or isinstance(known, Unknown):
        return subject.saved
    links = [one for _, one in peer.interfaces()] if peer is not None else []
    hardware = frozenset(one.mac for one in links or known.interfaces if one.mac)
    return (identity.hostname, identity.machine, hardware) if hardware else subject.saved
