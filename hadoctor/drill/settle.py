"""Waits until the cluster has done what a change asks of it, and notes when each resource arrives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.drill.guard import trouble
from hadoctor.drill.sight import Sight, live_cib, sight
from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState, ResourceState
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.probe.world import World
from hadoctor.verdict.moves import resource_of
from hadoctor.verdict.simulate import Scheduler, SchedulerError
from hadoctor.verdict.state import PROMOTED, State, read
from hadoctor.verdict.types import Move

BETWEEN = 0.2
"""Seconds from look to look."""
QUIET = 2
"""So many looks one after the other show a cluster at rest before the scheduler is asked."""
_UNDER_WAY = ("Stopped", "Starting", "Stopping")


class UnsettledError(Exception):
    """The cluster does not come to rest as it should; the text says why."""


class Arrival(NamedTuple):
    resource: str
    node: str
    promoted: bool


class Settled(NamedTuple):
    seconds: float
    """From the change until the cluster was at rest."""
    state: State
    cluster: ClusterState
    cib: bytes
    arrivals: dict[Arrival, float]
    """When something was first seen there, in seconds from the change."""
    ended: float
    """time.monotonic() of the end."""

    def seconds_of(self, move: Move, pacemaker: Pacemaker) -> float | None:
        """When a move was over: the last of what belongs to it had arrived."""
        resource = resource_of(move.resource, pacemaker)
        ids = [p.id for p in resource.primitives()] if resource is not None else []
        ids = ids if resource is not None and resource.id == move.resource else [move.resource]
        seen = [self.arrivals.get(Arrival(i, n, move.promoted)) for i in ids for n in move.to]
        known = [one for one in seen if one is not None]
        return max(known) if known and len(known) == len(seen) else None


def settle(
    world: World,
    node: str,
    before: ClusterState | None,
    limit: float,
    start: float,
    *,
    standby: bool,
) -> Settled:
    """From the change at `start` (time.monotonic) until the node is on standby, or no more, and the
    cluster at rest. Raises UnsettledError after `limit` seconds, and where a node is lost that was there
    `before`; without it any node may come and go."""
    arrivals: dict[Arrival, float] = {}
    quiet, since, why = 0, 0.0, "crm_mon does not answer"
    while time.monotonic() - start < limit:
        seen = sight(world)
        now = time.monotonic() - start
        if isinstance(seen, Unknown):
            quiet, why = 0, seen.why
        else:
            if before is not None:
                lost(before, seen, node)
            for arrival in _active(seen.cluster.resources):
                arrivals.setdefault(arrival, now)
            why = _waits(seen, node, standby=standby)
            quiet = 0 if why else quiet + 1
            since = now if quiet == 1 else since
            if quiet >= QUIET:
                found = _at_rest(world)
                if not isinstance(found, str):
                    state, cib = found
                    ended = time.monotonic()
                    return Settled(since, state, seen.cluster, cib, arrivals, ended)
                quiet, why = 0, found
        time.sleep(BETWEEN)
    raise UnsettledError(f"the cluster is not at rest after {limit:g} s: {why}")


def lost(before: ClusterState, seen: Sight, node: str) -> None:
    """Raises UnsettledError where a drill must not go on."""
    if seen.cluster.dc and not seen.cluster.quorate:
        raise UnsettledError("the cluster has lost quorum")
    known = {one.name: one for one in before.nodes}
    for one in seen.cluster.nodes:
        old = known.get(one.name)
        why = trouble(one._replace(standby=one.standby and one.name != node))
        if why and old is not None and not trouble(old._replace(standby=False)):
            raise UnsettledError(f"node '{one.name}' is {why}")


def _waits(seen: Sight, node: str, *, standby: bool) -> str:
    """What is still waited for."""
    own = next((one for one in seen.cluster.nodes if one.name == node), None)
    if own is None or own.standby is not standby:
        return f"'{node}' is {'not yet' if standby else 'still'} on standby"
    return "" if seen.idle else f"its controller says {seen.controller or 'nothing'}"


def _active(resources: tuple[ResourceState, ...]) -> Iterator[Arrival]:
    for one in resources:
        if one.role not in _UNDER_WAY:
            for node in one.nodes:
                yield Arrival(one.id, node, False)
                if one.role in PROMOTED:
                    yield Arrival(one.id, node, True)


def _at_rest(world: World) -> tuple[State, bytes] | str:
    """The state by the scheduler, which has nothing left to do; or why not."""
    cib = live_cib(world)
    if isinstance(cib, Unknown):
        return cib.why
    try:
        with Scheduler(30.0) as scheduler:
            state = read(scheduler.run(cib).out)
    except SchedulerError as error:
        return str(error)
    return "there is something left to do" if state.moving else (state, cib)
