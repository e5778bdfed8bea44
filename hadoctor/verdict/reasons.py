"""Why nothing runs a resource, from the configuration and from the state in which it ended.

The scheduler says what it does, seldom why. So the reasons are looked for in the order in which they bind:
what is switched off, what holds for the whole cluster, then each node, then what the resource depends on.
What is found is true of the configuration; what remains gets the scheduler's own words, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Location
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import banned_from, bans
from hadoctor.model.pacemaker.resources import PROMOTED, Resource
from hadoctor.verdict.moves import resource_of
from hadoctor.verdict.state import Placed, State

INFINITY = values.INFINITY
_STARTS = {"start": None, "promote": "promoted"}
"""Actions that an order waits for, and the role in which the resource then runs."""


class Reasons:
    """The reasons in one state of a cluster."""

    def __init__(self, pacemaker: Pacemaker, state: State, whole: str) -> None:
        """`whole`: what keeps the cluster from starting anything at all, if there is such a thing."""
        self._pacemaker = pacemaker
        self._state = state
        self._whole = whole

    @cached_property
    def _bans(self) -> dict[str, dict[str, Location]]:
        return bans(self._pacemaker, (name.lower() for name in self._state.online))

    @cached_property
    def _standby(self) -> set[str]:
        """Nodes that are told to run nothing."""
        return {
            node.name.lower()
            for node in self._pacemaker.nodes
            for name in ("standby", "maintenance")
            if (setting := node.attributes.get(name)) is not None
            and values.boolean(setting.value or "") is True
        }

    def why(self, id_: str, *, unpromoted: bool = False) -> str:
        """`unpromoted`: it runs, but no copy is promoted."""
        resource = resource_of(id_, self._pacemaker)
        if resource is None:
            bundle = self._pacemaker.resources.get(self._state.bundles.get(id_, ""))
            return self._place(bundle or None, id_)
        if unpromoted:
            return self._unpromoted(resource)
        off = _switched_off(resource)
        if off or self._whole:
            return off or self._whole
        return self._place(resource, id_)

    def _place(self, resource: Resource | None, id_: str) -> str:
        if self._whole:
            return self._whole
        if not self._state.online:
            return "no node is left"
        if resource is None:
            return self._scheduler(id_)
        nodes = {node: self._banned(resource, node) for node in self._state.online}
        if all(nodes.values()):
            return f"no node can run it: {_by_reason(nodes)}"
        return (
            next(self._before_it(resource), "")
            or next(self._partners(resource), "")
            or self._no_node(resource, nodes)
            or self._capacity(resource)
            or self._scheduler(id_)
        )

    def _scheduler(self, id_: str) -> str:
        said = self._state.reasons.get(id_) or self._state.reasons.get(id_.rpartition(":")[0])
        return f"the scheduler says '{said}'" if said else "the scheduler gives it no node"

    def _unpromoted(self, resource: Resource) -> str:
        if self._whole:
            return f"nothing is promoted: {self._whole}"
        for one in resource.lineage:
            role = (_text(one, "target-role") or "").lower()
            if role in ("slave", "unpromoted"):
                return f"'{one.id}' has target-role={_text(one, 'target-role')}"
        nodes = [n for n in self._state.online if n in self._placed(resource).nodes]
        found = {n: self._kept_from_promotion(resource, n) for n in nodes}
        if found and all(found.values()):
            return f"nothing is promoted: {_by_reason(found)}"
        return "no copy is promoted"

    def _kept_from_promotion(self, resource: Resource, node: str) -> str:
        names = {one.id for one in resource.lineage}
        for location in self._pacemaker.locations:
            role = (location.role or "").lower()
            here = (location.node or "").lower() == node.lower()
            if not here or role not in PROMOTED or location.score != -INFINITY:
                continue
            if any(m.name in names for m in location.members()):
                return f"'{location.id}' bans it"
        return ""

    # Each node

    def _banned(self, resource: Resource, node: str) -> str:
        """What keeps a resource off a node, whatever else runs; empty where that is nothing."""
        if node.lower() in self._standby:
            return "told to run nothing (standby or maintenance)"
        ban = banned_from(resource, self._bans).get(node.lower())
        return f"banned by '{ban.id}'" if ban is not None else ""

    def _no_node(self, resource: Resource, nodes: dict[str, str]) -> str:
        """Where no node is left for other reasons than bans that are plain to see."""
        eligible = self._eligible(resource)
        # What no constraint of an opt-in cluster names has no scores at all.
        if eligible is None and not self._opt_in:
            return ""
        if any(node in (eligible or ()) for node in nodes):
            return ""
        if self._opt_in:
            return "no location constraint lets it run on any node that is online (symmetric-cluster=false)"
        apart = dict(self._apart(resource))
        rules = ", ".join(f"'{one.id}'" for one in self._ruled(resource))
        found = {
            node: why or apart.get(node) or (f"kept off it by {rules}" if rules else "")
            for node, why in nodes.items()
        }
        if all(found.values()):
            return f"no node can run it: {_by_reason(found)}"
        return "no node can run it"

    def _eligible(self, resource: Resource) -> tuple[str, ...] | None:
        for one in resource.lineage:
            found = self._state.eligible.get(one.id)
            if found is not None:
                return found
        return None

    @cached_property
    def _opt_in(self) -> bool:
        setting = self._pacemaker.property("symmetric-cluster")
        return setting is not None and values.boolean(setting.value or "") is False

    def _apart(self, resource: Resource) -> Iterator[tuple[str, str]]:
        """The nodes that something holds with which it must not be."""
        names = {one.id for one in resource.lineage}
        for colocation in self._pacemaker.colocations:
            if colocation.score != -INFINITY:
                continue
            for dependent, primary in colocation.pairs():
                if dependent.name in names:
                    for node in self._nodes_of(primary.name, primary.role):
                        yield node, f"'{colocation.id}' keeps it away from '{primary.name}'"

    def _ruled(self, resource: Resource) -> Iterator[Location]:
        """The location constraints of which a rule can ban it."""
        names = {one.id for one in resource.lineage}
        for location in self._pacemaker.locations:
            about = (
                one.id
                for member in location.members()
                for one in self._pacemaker.named(member.name)
            )
            bans_ = (values.score(r.get("score") or "0") == -INFINITY for r in location.rules)
            if any(bans_) and not names.isdisjoint(about):
                yield location

    def _capacity(self, resource: Resource) -> str:
        setting = self._pacemaker.property("placement-strategy")
        strategy = (setting.value or "") if setting is not None else ""
        needs = any(one.utilization.all for one in resource.lineage)
        if strategy in ("", "default") or not needs:
            return ""
        return f"no node has the capacity for it (placement-strategy={strategy})"

    # What it depends on

    def _before_it(self, resource: Resource) -> Iterator[str]:
        """The members of the group that come before it, and what is started before it."""
        group = resource.parent
        if group is not None and group.kind == "group":
            for member in group.children:
                if member.id == resource.id:
                    break
                if not self._placed(member).nodes:
                    yield f"'{member.id}', which is before it in group '{group.id}', does not run"
        names = {one.id for one in resource.lineage}
        for order in self._pacemaker.orders:
            if order.mode != "Mandatory":
                continue
            for first, then in order.pairs():
                action = first.role or "start"
                about = then.name in names and first.name not in names
                if about and action in _STARTS and not self._nodes_of(first.name, _STARTS[action]):
                    yield f"'{order.id}' starts it after '{first.name}', which does not run"

    def _partners(self, resource: Resource) -> Iterator[str]:
        """What it has to be with, and does not run or cannot be where it is."""
        names = {one.id for one in resource.lineage}
        for colocation in self._pacemaker.colocations:
            # A set without a score has INFINITY.
            if colocation.score not in (INFINITY, None):
                continue
            for dependent, primary in colocation.pairs():
                if dependent.name not in names or primary.name in names:
                    continue
                nodes = self._nodes_of(primary.name, primary.role)
                if not nodes:
                    promoted = (primary.role or "").lower() in PROMOTED
                    verb = "is promoted nowhere" if promoted else "does not run"
                    yield f"'{colocation.id}' wants it with '{primary.name}', which {verb}"
                elif all(self._banned(resource, node) for node in nodes):
                    why = _by_reason({node: self._banned(resource, node) for node in nodes})
                    yield f"'{colocation.id}' wants it with '{primary.name}', and {why}"

    def _nodes_of(self, name: str, role: str | None) -> tuple[str, ...]:
        """The nodes on which a resource, or a resource of a tag, runs (or is promoted)."""
        found: list[str] = []
        for resource in self._pacemaker.named(name):
            for primitive in resource.primitives():
                placed = self._placed(primitive)
                promoted = (role or "").lower() in PROMOTED
                found += placed.promoted if promoted else placed.nodes
        return tuple(dict.fromkeys(found))

    def _placed(self, resource: Resource) -> Placed:
        """All copies of a primitive together."""
        own = self._state.placed.get(resource.id)
        if own is not None:
            return own
        copies = self._copies.get(resource.id, ())
        return Placed(
            tuple(n for copy in copies for n in copy.nodes),
            tuple(n for copy in copies for n in copy.promoted),
        )

    @cached_property
    def _copies(self) -> dict[str, list[Placed]]:
        found: dict[str, list[Placed]] = {}
        for id_, placed in self._state.placed.items():
            if ":" in id_:
                found.setdefault(id_.rpartition(":")[0], []).append(placed)
        return found


def _switched_off(resource: Resource) -> str:
    """What the configuration itself says: stopped, or left alone."""
    for one in resource.lineage:
        if (_text(one, "target-role") or "").lower() == "stopped":
            return f"target-role of '{one.id}' is Stopped"
        managed = _text(one, "is-managed")
        if managed is not None and values.boolean(managed) is False:
            return f"'{one.id}' is not managed (is-managed={managed})"
        maintenance = _text(one, "maintenance")
        if maintenance is not None and values.boolean(maintenance) is True:
            return f"'{one.id}' is in maintenance"
    return ""


def _text(resource: Resource, name: str) -> str | None:
    setting = resource.own_meta.get(name)
    return setting.value if setting is not None else None


def _by_reason(nodes: dict[str, str]) -> str:
    """`alice and bob: banned by 'x'; carol: ...`: nodes of the same reason together."""
    found: dict[str, list[str]] = {}
    for node, why in nodes.items():
        found.setdefault(why, []).append(node)
    return "; ".join(f"{_listed(names)}: {why}" for why, names in found.items())


def _listed(names: list[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
