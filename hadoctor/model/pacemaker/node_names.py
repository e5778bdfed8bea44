"""All nodes by their names: those of corosync, remote nodes, guests, the replicas of bundles.

The scheduler compares names without regard to case (lib/pengine of 2.1.5 and 3.0.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.membership import corosync_names
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource

REMOTE = "ocf:pacemaker:remote"
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


class NodeNames:
    """The nodes of a cluster."""

    def __init__(self, pacemaker: Pacemaker, corosync: Corosync | None = None) -> None:
        self.members: dict[str, str] = {n.name.lower(): n.name for n in pacemaker.members if n.name}
        """Those that run corosync: the name in lower case, and as it is written."""
        self.complete = pacemaker.whole and bool(self.members)
        """Whether there are no others."""
        if corosync is not None and corosync.nodelist_read:
            named, unnamed = corosync_names(corosync)
            for key, node in named.items():
                self.members.setdefault(key, node.label)
            self.complete = self.complete or (pacemaker.whole and not unnamed)
        self.remote: dict[str, str] = {}
        """Remote nodes and guests."""
        self._bundles = [r.id.lower() for r in pacemaker.top if r.kind == "bundle"]
        for one in pacemaker.nodes:
            if not one.is_member and one.name and not self._is_replica(one.name.lower()):
                self.remote[one.name.lower()] = one.name
        self.connected: dict[str, str] = {}
        """Remote nodes that a resource connects to, and that are no guests of another one: they are
        fenced as members are."""
        for name, connected in pacemaker.remotes:
            self.remote[name.lower()] = name
            if connected:
                self.connected[name.lower()] = name

    @property
    def all(self) -> tuple[str, ...]:
        """Every node but the replicas of bundles, in lower case."""
        return (*self.members, *(name for name in self.remote if name not in self.members))

    def has(self, name: str) -> bool:
        name = name.lower()
        return name in self.members or name in self.remote or self._is_replica(name)

    def _is_replica(self, name: str) -> bool:
        bundle, _, number = name.rpartition("-")
        return bundle in self._bundles and re.fullmatch("[0-9]+", number) is not None

    def near(self, name: str) -> str | None:
        """The node that was probably meant: as a short or a long host name, or misspelt."""
        from hadoctor.source import suggest

        names = {**self.remote, **self.members}
        short = name.lower().partition(".")[0]
        same = [n for key, n in names.items() if key.partition(".")[0] == short]
        if len(same) == 1:
            return same[0]
        found = suggest(name, list(names.values()), 2)
        return found if found is not None and _typo(name, found) else None


def _typo(one: str, other: str) -> bool:
    """Whether two names differ in a word, and not in what numbers them: node-a and node-b, db1 and db2 are
    two nodes."""
    words, others = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    digits, other_digits = _DIGITS.findall(one), _DIGITS.findall(other)
    if digits != other_digits or len(words) != len(others):
        return False
    different = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return all(min(len(a), len(b)) >= 4 for a, b in different)


def remotes(pacemaker: Pacemaker) -> Iterator[tuple[str, bool]]:
    """The nodes that resources make, and whether a resource only connects to them."""
    for resource in pacemaker.primitives:
        name = remote_name(resource)
        if name:
            yield name, is_connection(resource)


def is_connection(resource: Resource) -> bool:
    return resource.agent is not None and resource.agent.name == REMOTE


def remote_name(resource: Resource) -> str | None:
    """The node that a resource makes: a connection its own name, a guest what `remote-node` says."""
    if is_connection(resource):
        return resource.id
    setting = resource.own_meta.get("remote-node")
    return setting.value if setting is not None else None
