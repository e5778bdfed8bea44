"""Would a cluster survive the loss of a node? Judges one configuration, node by node.

First the scheduler says where everything runs with all nodes online. From there each node is lost in turn,
as by a power cut: with fencing on it is fenced first, and what ran on it is then started elsewhere, if
the other nodes have quorum. A simulation carries out one transition; it is repeated until all is at rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values, watchdog
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.syntax.element import Element
from hadoctor.verdict import quorum
from hadoctor.verdict.fencing import Fencing
from hadoctor.verdict.lean import lean
from hadoctor.verdict.moves import moves, together, totals, without
from hadoctor.verdict.reasons import Reasons
from hadoctor.verdict.rest import Rested, down, rest
from hadoctor.verdict.simulate import NAME, Scheduler, SchedulerError
from hadoctor.verdict.start import Start, start
from hadoctor.verdict.state import State
from hadoctor.verdict.types import Down, Loss, Verdict

LIMIT = 60.0
"""Seconds for one configuration."""


class Configuration(NamedTuple):
    """What is judged."""

    path: str
    pacemaker: Pacemaker
    corosync: Corosync | None
    """The corosync.conf of the same cluster."""
    cib: Element | None
    """The `<cib>` element, of XML that has one."""
    schemas: tuple[str, ...]
    """The names of the schemas to try, the right one first."""


def judge(configuration: Configuration, limit: float = LIMIT) -> Verdict:
    path = configuration.path
    pacemaker = configuration.pacemaker
    quick = lean(pacemaker.configuration, pacemaker.target)
    first = start(pacemaker, configuration.corosync, configuration.cib, quick)
    if not first.nodes:
        return Verdict(path, unchecked="there is no node in it")
    try:
        with Scheduler(limit) as scheduler:
            return _Judge(configuration, scheduler, first).verdict()
    except SchedulerError as error:
        return Verdict(path, unchecked=str(error))


class _Judge:
    def __init__(self, configuration: Configuration, scheduler: Scheduler, first: Start) -> None:
        self.given = configuration
        self.pacemaker = configuration.pacemaker
        self.corosync = configuration.corosync
        self.scheduler = scheduler
        self.first = first
        self.fencing = Fencing(self.pacemaker, first.nodes)
        self.options = ("--watchdog=true",) if self.fencing.watchdog else ()

    def verdict(self) -> Verdict:
        version = self.scheduler.version()
        before = self._start()
        # Where nothing runs, nothing can be lost.
        nodes = self.first.nodes if self._running(before.state) else ()
        return Verdict(
            self.given.path,
            f"{NAME} {version}".strip(),
            nodes=self.first.nodes,
            never=self._never(before.state),
            losses=tuple(self._loss(node, before) for node in nodes),
            assumed=tuple(self._assumed(before)),
        )

    # The start

    def _start(self) -> Rested:
        """Of text that names no schema the newest one may be too new for the scheduler."""
        first_error: SchedulerError | None = None
        for schema in self.given.schemas:
            try:
                return self._rest(self.first.cib(schema))
            except SchedulerError as error:
                first_error = first_error or error
        raise first_error or SchedulerError("no schema")

    def _rest(self, cib: bytes, *event: str, options: tuple[str, ...] = ()) -> Rested:
        """What becomes of a cluster after an event."""
        return rest(self.scheduler, cib, *event, options=(*self.options, *options))

    def _never(self, state: State) -> tuple[Down, ...]:
        reasons = Reasons(self.pacemaker, state, self._idle())
        placed = totals(state, self.pacemaker)
        idle = [id_ for id_, where in placed.items() if not where.nodes]
        found = [Down(name, reasons.why(id_)) for name, id_ in self._named(idle)]
        for id_, where in placed.items():
            resource = self.pacemaker.resources[id_]
            promotable = resource.kind == "primitive" and resource.promotable is True
            if promotable and where.nodes and not where.promoted:
                found.append(Down(id_, reasons.why(id_, unpromoted=True)))
        return tuple(found)

    def _named(self, ids: list[str]) -> list[tuple[str, str]]:
        return list(together(ids, self.pacemaker).items())

    def _idle(self) -> str:
        """Why the cluster starts nothing at all; empty where it does."""
        for name in ("maintenance-mode", "stop-all-resources"):
            setting = self.pacemaker.property(name)
            if setting is not None and values.boolean(setting.value or "") is True:
                return f"{name} is on"
        if self.fencing.on and not self.fencing.possible:
            return "fencing is on and there is no fence device, so the cluster starts nothing"
        return ""

    # The loss of a node

    def _loss(self, node: str, before: Rested) -> Loss:
        left = quorum.rest(node, len(self.first.nodes), self.corosync)
        notes: list[str] = []
        unfenced = self.fencing.why_not(node) if self.fencing.on and self.fencing.possible else ""
        try:
            if unfenced or len(self.first.nodes) == 1:
                after = Rested(without(before.state, node), b"", frozenset(), True)
            else:
                options = () if left.quorate else ("--quorum=false",)
                after = self._rest(before.cib, f"--node-fail={node}", options=options)
        except SchedulerError as error:
            return Loss(node, unchecked=str(error))
        whole = self._idle()
        if unfenced:
            whole = f"{node} cannot be fenced ({unfenced}), and so is not known to be down"
            notes.append(whole)
        elif not left.quorate and len(self.first.nodes) > 1:
            policy = self._policy()
            said = (
                f"the nodes that are left have no quorum ({left.votes}; no-quorum-policy={policy})"
            )
            notes.append(said)
            whole = whole or ("" if policy == "ignore" else said)
        if not after.at_rest:
            notes.append("the cluster does not come to rest: there is always something left to do")
        return Loss(
            node,
            moves(before.state, after.state, self.pacemaker),
            down(before.state, after.state, self.pacemaker, whole),
            running=self._running(after.state),
            fenced=node in after.fenced,
            quorum=left.quorate,
            notes=tuple(notes),
        )

    def _running(self, state: State) -> int:
        """How many resources run, without the fence devices."""
        return sum(
            bool(where.nodes) and not self.pacemaker.resources[id_].is_fencing
            for id_, where in totals(state, self.pacemaker).items()
        )

    def _policy(self) -> str:
        setting = self.pacemaker.property("no-quorum-policy")
        return (setting.value or "stop") if setting is not None else "stop"

    def _assumed(self, before: Rested) -> Iterator[str]:
        said = quorum.assumed(len(self.first.nodes), self.corosync)
        if said:
            yield said
        if not self.fencing.on and len(self.first.nodes) > 1:
            yield (
                "a lost node is really down: with fencing off nobody makes sure,"
                " and what ran on it may run twice"
            )
        if self.fencing.watchdog and watchdog.runs(self.pacemaker) is None:
            yield "SBD runs on every node"
        yield from self.first.assumed
        if not before.at_rest:
            yield (
                "a start that is not at rest:"
                " with all nodes online there is always something left to do"
            )
