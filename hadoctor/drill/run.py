"""Carries a drill out: standby, wait, look; online, wait, look; what is left of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hadoctor.drill import guard, status
from hadoctor.drill.floating import Floating, holders
from hadoctor.drill.outcome import Gap, Leg, Outcome, Trip
from hadoctor.drill.poll import Poller
from hadoctor.drill.preview import Preview, preview
from hadoctor.drill.settle import Settled, UnsettledError, settle
from hadoctor.drill.sight import live_cib, sight
from hadoctor.drill.standby import online, standby
from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.probe.world import World
from hadoctor.repair.apply import Applied, apply
from hadoctor.repair.ends import Ends, StoppedError
from hadoctor.repair.journal import Journal, State
from hadoctor.repair.undo import undo
from hadoctor.verdict.moves import moves
from hadoctor.verdict.rest import down
from hadoctor.verdict.simulate import SchedulerError
from hadoctor.verdict.state import State as Resting

WARM_UP = 0.5
"""Seconds that addresses are asked before the drill begins: who answers then is measured."""
SPARE = 60
"""Seconds beyond the limit until the timer ends the standby by itself."""
OVER = "the drill is over"
TRIES = 6
BETWEEN = 5.0
AFTER_ABORT = 30.0
"""Seconds for the node to be seen online again after the drill was broken off."""

Say = Callable[[str], None]


class Plan(NamedTuple):
    node: str
    own: str
    """The node that the drill runs on."""
    pacemaker: Pacemaker
    expected: Preview
    addresses: tuple[Floating, ...]
    limit: float
    """Seconds for the cluster to come to rest, each way."""


class _Before(NamedTuple):
    cluster: ClusterState
    cib: bytes
    expected: Preview


def drill(world: World, journal: Journal, plan: Plan, say: Say) -> Outcome:
    """The caller holds the journal's lock. Whatever happens, the node is online again at the end, or
    `stuck` says why it is not."""
    before = _before(world, plan)
    if isinstance(before, str):
        return Outcome(plan.node, refused=before)
    with Ends() as ends, contextlib.ExitStack() as stack:
        run = _Drill(world, journal, plan, before, say)
        try:
            for one in plan.addresses:
                run.pollers[one] = stack.enter_context(Poller(one.address))
            time.sleep(WARM_UP if plan.addresses else 0)
            return run.whole(ends)
        except StoppedError as error:
            # Only the measuring is broken off here; the standby is over, or was never begun.
            return run.outcome._replace(aborted=str(error))


def _before(world: World, plan: Plan) -> _Before | str:
    """Everything as it is right before; or what has changed since the preview."""
    seen, cib = sight(world), live_cib(world)
    if isinstance(seen, Unknown):
        return seen.why
    if isinstance(cib, Unknown):
        return cib.why
    for why in guard.state(seen, plan.node):
        return why
    if status.standby(cib, plan.node) is not None:
        return f"'{plan.node}' has a transient attribute '{status.STANDBY}' already"
    try:
        now = preview(cib, plan.node, plan.pacemaker)
    except SchedulerError as error:
        return str(error)
    if not now.same(plan.expected):
        return "the scheduler expects something else now than in the preview"
    return _Before(seen.cluster, cib, now)


class _Drill:
    def __init__(
        self, world: World, journal: Journal, plan: Plan, before: _Before, say: Say
    ) -> None:
        self.world = world
        self.journal = journal
        self.plan = plan
        self.before = before
        self.say = say
        self.pollers: dict[Floating, Poller] = {}
        self.outcome = Outcome(plan.node)
        self._changed = 0.0
        """When the last change was begun, by time.monotonic()."""
        self._spans: list[tuple[float, float]] = []
        self._away: Settled | None = None
        self._broken = ""

    def whole(self, ends: Ends) -> Outcome:
        node = self.plan.node
        self._changed = first = time.monotonic()
        done = apply(
            self.journal,
            standby(node),
            self._there,
            within=int(self.plan.limit) + SPARE,
            watched=True,
        )
        if done.entry is None:
            return self.outcome._replace(refused=done.why)
        with ends.shield(check=False):
            stuck = self._until_online(done)
        if stuck:
            return self.outcome._replace(stuck=stuck)
        broken = self._broken or ("" if done.why == OVER else done.why)
        if broken:
            self.outcome = self.outcome._replace(aborted=broken)
            self.say(f"broken off: {broken}")
            # Of one that was broken off all of it is the way back.
            self._spans = [(first, first)]
        self._back(AFTER_ABORT if broken else self.plan.limit, broken=bool(broken))
        self.outcome = self.outcome._replace(gaps=tuple(self._gaps()))
        return self.outcome._replace(problems=tuple(self._problems()))

    def _there(self) -> str:
        """While the node is on standby; gives why it ends."""
        node, start, cluster = self.plan.node, self._changed, self.before.cluster
        self.say(f"'{node}' is on standby")
        try:
            away = settle(self.world, node, cluster, self.plan.limit, start, standby=True)
        except UnsettledError as error:
            self._broken = str(error)
            return self._broken
        finally:
            self._changed = time.monotonic()
        self._spans.append((start, away.ended))
        leg = self._leg(away, cluster, self.before.expected.before)
        self.outcome = self.outcome._replace(away=leg)
        self._away = away
        self.say(f"at rest after {away.seconds:.1f} s; '{node}' is brought online again")
        return OVER

    def _until_online(self, done: Applied) -> str:
        """Tries again where the standby could not be ended. Why it could not, or nothing."""
        entry = done.entry
        for _ in range(TRIES):
            if entry is None or entry.state is not State.STUCK:
                return ""
            self.say(f"'{self.plan.node}' cannot be brought online: {entry.why}")
            time.sleep(BETWEEN)
            entry = undo(self.journal, entry, OVER)
        by_hand = " ".join(online(self.plan.node))
        return f"{entry.why if entry is not None else ''}; by hand: {by_hand}"

    def _back(self, limit: float, *, broken: bool) -> None:
        node, start = self.plan.node, self._changed
        before = self.before.cluster if self._away is None else self._away.cluster
        try:
            # Of one that was broken off, a node may just be on its way back.
            known = None if broken else before
            back = settle(self.world, node, known, limit, start, standby=False)
        except UnsettledError as error:
            self.outcome = self.outcome._replace(problems=(f"after the drill: {error}",))
            return
        self._spans.append((self._spans[0][0] if broken else start, back.ended))
        state = self.before.expected.before if self._away is None else self._away.state
        leg = self._leg(back, before, state)
        elsewhere = moves(self.before.expected.before, back.state, self.plan.pacemaker)
        self.outcome = self.outcome._replace(back=leg, elsewhere=elsewhere)

    def _leg(self, settled: Settled, cluster: ClusterState, state: Resting) -> Leg:
        pacemaker = self.plan.pacemaker
        seen = moves(state, settled.state, pacemaker)
        trips = tuple(Trip(one, settled.seconds_of(one, pacemaker)) for one in seen)
        missing = down(self.before.expected.before, settled.state, pacemaker)
        failures = tuple(f for f in settled.cluster.failures if f not in cluster.failures)
        return Leg(settled.seconds, trips, missing, failures)

    def _gaps(self) -> Iterator[Gap]:
        was = holders(self.plan.addresses, self.before.cluster)
        then = holders(self.plan.addresses, self._away.cluster) if self._away else {}
        for one, poller in self.pollers.items():
            gap = Gap(one.resource, str(one.address))
            if one.resource not in was:
                continue
            if poller.why:
                yield gap._replace(why=poller.why)
                continue
            found = [poller.silence(*span) for span in self._spans]
            away = found[0] if found and self.outcome.away and not self.outcome.aborted else None
            back = found[1] if len(found) > 1 else None
            why = "" if away or back else "it does not answer echo requests (ICMP)"
            held = was[one.resource], then.get(one.resource, "")
            yield gap._replace(away=away, back=back, seen_from=self._from(*held), why=why)

    def _from(self, was: str, then: str) -> str:
        own = self.plan.own
        if was == own != then:
            return f"{own}, which held it itself before: what was lost is measured from inside"
        if then == own != was:
            return f"{own}, which held it itself meanwhile: what came back is measured from inside"
        return f"{own}, which held it itself" if own == was else own

    def _problems(self) -> Iterator[str]:
        yield from self.outcome.problems
        allowed = {one.resource for one in self.plan.expected.down}
        for leg, when in ((self.outcome.away, "meanwhile"), (self.outcome.back, "at the end")):
            if leg is None:
                continue
            for missing in leg.down:
                if leg is self.outcome.back or missing.resource not in allowed:
                    yield f"'{missing.resource}' runs nowhere {when}: {missing.why}"
            for failure in leg.failures:
                reason = failure.reason or failure.meaning
                where = f"'{failure.resource}' on '{failure.node}'"
                yield f"the {failure.task} of {where} has failed: {reason}"
        for gap in self.outcome.gaps:
            if gap.back is not None and not gap.back.ended:
                yield f"{gap.address} ('{gap.resource}') does not answer at the end"
        cib = live_cib(self.world)
        if isinstance(cib, Unknown):
            yield f"whether the configuration is as before is not known: {cib.why}"
            return
        if status.configuration(cib) != status.configuration(self.before.cib):
            yield "the configuration is not as before: somebody has changed it meanwhile"
        if status.standby(cib, self.plan.node) is not None:
            yield f"'{self.plan.node}' still has the attribute: {' '.join(online(self.plan.node))}"
