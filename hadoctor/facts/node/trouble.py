"""Which resources are in trouble, and what Pacemaker says about why."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from hadoctor.facts.node.cluster import ClusterState, FailCount, Failure, ResourceState
from hadoctor.facts.node.codes import meaning, said

INFINITY = 1_000_000


class Grade(IntEnum):
    """HEALED: it has failed and runs again. AWAY: it runs, and a node is closed to it."""

    HEALED = 1
    AWAY = 2
    BROKEN = 3


class Trouble(NamedTuple):
    resource: str
    message: str
    grade: Grade
    why: str = ""
    notes: tuple[str, ...] = ()
    """Further failures, one a line."""


class Copies(NamedTuple):
    """All instances of one primitive, and what is counted against it."""

    id: str
    instances: tuple[ResourceState, ...]
    failures: tuple[Failure, ...]
    counts: tuple[FailCount, ...]

    @property
    def first(self) -> ResourceState:
        return self.instances[0]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Where it is active."""
        return tuple(dict.fromkeys(n for one in self.instances for n in one.nodes))

    @property
    def closed(self) -> tuple[str, ...]:
        """The nodes to which failures have closed it."""
        return tuple(
            c.node
            for c in self.counts
            if c.failures >= INFINITY or (0 < c.threshold <= c.failures and c.threshold < INFINITY)
        )

    @property
    def wanted(self) -> bool:
        """Whether it is to run, as far as the resource itself says."""
        return not any(
            one.target_role.lower() == "stopped" or one.disabled or not one.managed or one.orphaned
            for one in self.instances
        )


def by_resource(cluster: ClusterState) -> tuple[Copies, ...]:
    """The primitives in crm_mon's order. An instance's number is cut off: `ping:1` is `ping`."""
    instances: dict[str, list[ResourceState]] = {}
    for one in cluster.resources:
        instances.setdefault(plain(one.id), []).append(one)
    failures: dict[str, list[Failure]] = {}
    for failure in cluster.failures:
        failures.setdefault(plain(failure.resource), []).append(failure)
    counts: dict[str, list[FailCount]] = {}
    for count in cluster.fail_counts:
        counts.setdefault(plain(count.resource), []).append(count)
    return tuple(
        Copies(name, tuple(found), tuple(failures.get(name, ())), tuple(counts.get(name, ())))
        for name, found in instances.items()
    )


def plain(name: str) -> str:
    """A resource's id without the number of an instance."""
    head, colon, number = name.rpartition(":")
    return head if colon and number.isdecimal() else name


def troubles(cluster: ClusterState, *, fencing: bool = False) -> Iterator[Trouble]:
    """Of the resources that are no fence devices, or of those that are."""
    # Without quorum nothing is to run but what ran.
    running = not cluster.stopped and not cluster.maintenance
    running = running and (cluster.quorate or cluster.no_quorum_policy == "ignore")
    for copies in by_resource(cluster):
        if copies.first.agent.startswith("stonith:") == fencing:
            found = _trouble(copies, running, cluster.sure)
            if found is not None:
                yield found


def _trouble(copies: Copies, running: bool, sure: frozenset[str]) -> Trouble | None:
    """`sure`: the nodes of which the cluster knows what they do."""
    name = copies.id
    thing = "fence device" if copies.first.agent.startswith("stonith:") else "resource"
    blocked = any(one.blocked for one in copies.instances)
    # What blocks a resource is a stop that has failed; where there is none, the first failure.
    order = sorted(copies.failures, key=lambda f: not (blocked and f.task == "stop"))
    why = meaning(order[0]) if order else ""
    because, *rest = [f": {said(failure)}" for failure in order] or [""]
    notes = tuple(one.removeprefix(": ") for one in rest)

    def broken(message: str, reason: str) -> Trouble:
        return Trouble(name, message, Grade.BROKEN, reason, notes)

    if blocked:
        return broken(
            f"{thing} '{name}' is blocked{because}",
            "the cluster leaves it alone until its node is fenced or the failure is cleaned up",
        )
    twice = next((one for one in copies.instances if _twice(one, sure)), None)
    if twice is not None:
        return broken(
            f"{thing} '{name}' is active on {' and '.join(twice.nodes)} at once",
            "it may run once only: data that both copies write are in danger",
        )
    if any(one.failed and not one.ignored for one in copies.instances):
        return broken(f"{thing} '{name}' has failed{because}", why)
    if copies.wanted and running and not copies.nodes and (copies.closed or order):
        closed = f" and may not start on {', '.join(copies.closed)}" if copies.closed else ""
        return broken(f"{thing} '{name}' is stopped{closed}{because}", why)
    if copies.first.orphaned and copies.nodes:
        return Trouble(
            name,
            f"{thing} '{name}' runs on {', '.join(copies.nodes)} and is no longer configured",
            Grade.AWAY,
            "nothing stops or watches what is not in the configuration",
        )
    if copies.closed:
        return Trouble(
            name,
            f"{thing} '{name}' may not run on {', '.join(copies.closed)} any more{because}",
            Grade.AWAY,
            "it has failed there as often as it may: a failover to that node does not work",
            notes,
        )
    if order:
        message = f"{thing} '{name}' had failed{because}"
        return Trouble(name, message, Grade.HEALED, "the cluster has dealt with it", notes)
    return None


def _twice(one: ResourceState, sure: frozenset[str]) -> bool:
    """A device for fencing may be used from many nodes."""
    fencing = one.agent.startswith("stonith:")
    moving = one.role.lower() == "migrating"
    return not (one.copied or fencing or moving) and len(sure & set(one.nodes)) > 1
