"""Which resources stand still although they are to run, and nothing that was done on purpose keeps them.

Left alone is whatever hangs together with something that is stopped or unmanaged on purpose or is being
started, and what rules, tickets or the nodes' capacity decide on: whether it should run then, nobody can
say from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.trouble import Copies, by_resource, plain
from hadoctor.model.pacemaker.constraints import Constraint, Location
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource

DECIDED = ("target-role", "is-managed", "maintenance")


def standing_still(cluster: ClusterState, pacemaker: Pacemaker) -> Iterator[Copies]:
    """Primitives that are active nowhere and have not failed."""
    able = any(n.online and not (n.standby or n.maintenance or n.pending) for n in cluster.nodes)
    idle = cluster.maintenance or cluster.stopped or not cluster.quorate
    if idle or not able or pacemaker.properties.get("placement-strategy") is not None:
        return
    found = by_resource(cluster)
    on_purpose = {copies.id for copies in found if not copies.wanted}
    still = [c for c in found if c.wanted and not c.nodes and not c.failures and not c.counts]
    if not still:
        return
    groups = _Together(pacemaker)
    busy = (plain(name) for name in cluster.pending)
    excused = {groups.of(name) for name in (*on_purpose, *groups.decided, *busy)}
    for copies in still:
        resource = pacemaker.resources.get(copies.id)
        if resource is None or resource.is_fencing or resource.top.kind == "bundle":
            continue
        if groups.of(copies.id) not in excused:
            yield copies


class _Together:
    """Resources that depend on each other in any way, as sets that have nothing to do with others."""

    def __init__(self, pacemaker: Pacemaker) -> None:
        self._parent: dict[str, str] = {}
        self.decided: set[str] = set()
        """Resources about which something decides that cannot be known from here."""
        for top in pacemaker.top:
            members = list(top.walk())
            self._join(one.id for one in members)
            if any(one.meta_depends(name) for one in members for name in DECIDED):
                self.decided.add(top.id)
        for constraint in pacemaker.constraints:
            named = list(_named(constraint, pacemaker))
            self._join(one.id for one in named)
            if not isinstance(constraint, Location):
                tickets = constraint.kind == "rsc_ticket"
            else:
                tickets = bool(constraint.rules or constraint.has_lifetime or constraint.pattern)
            if tickets:
                self.decided |= {one.id for one in named or pacemaker.resources.values()}

    def of(self, name: str) -> str:
        """The set that a resource is in, by the name of one of its members."""
        root = name
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(name, name) != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def _join(self, names: Iterable[str]) -> None:
        first = ""
        for name in names:
            root = self.of(name)
            if first:
                self._parent[root] = first
            self._parent.setdefault(root, root)
            first = self.of(root)


def _named(constraint: Constraint, pacemaker: Pacemaker) -> Iterator[Resource]:
    for member in constraint.members():
        yield from pacemaker.named(member.name)
