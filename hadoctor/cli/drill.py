"""`hadoctor drill`: a failover on purpose, measured, and put back."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from hadoctor.cli import Exit, fail
from hadoctor.cli.checking import DEFAULTS, Options, colored
from hadoctor.cli.options import Color, Ignore
from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.cli.looking import Looked
    from hadoctor.drill.outcome import Outcome
    from hadoctor.drill.run import Plan
    from hadoctor.drill.sight import Sight
    from hadoctor.report.frame import Piece

LIMIT = 120.0
MOST = 3600.0


def drill(
    node: Annotated[
        str | None,
        typer.Argument(
            metavar="[NODE]", help="The node to empty; else the one with the floating IP."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what the scheduler expects, and stop.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    allow_down: Annotated[
        bool,
        typer.Option("--allow-down", help="Also where something would run nowhere meanwhile."),
    ] = False,
    limit: Annotated[
        float,
        typer.Option("--limit", metavar="SECONDS", help="For the cluster to come to rest."),
    ] = LIMIT,
    format_: Annotated[
        str, typer.Option("--format", metavar="human|json", help="How to print.")
    ] = DEFAULTS.format,
    ignore: Ignore = None,
    color: Color = DEFAULTS.color,
) -> None:
    if format_ not in ("human", "json"):
        fail(f"drill prints human or json, not {format_!r}", Exit.USAGE)
    if not 1 <= limit <= MOST:
        fail(f"--limit takes 1 to {MOST:g} seconds", Exit.USAGE)
    if color not in ("auto", "always", "never"):
        fail(f"--color takes auto, always or never, not {color!r}", Exit.USAGE)
    options = Options(format=format_, ignore=tuple(ignore or ()), color=color)
    _Session(options, limit, allow_down=allow_down).run(node, dry_run=dry_run, yes=yes)


class _Session:
    def __init__(self, options: Options, limit: float, *, allow_down: bool) -> None:
        from hadoctor.probe.world import Machine

        self.options = options
        self.human = options.format == "human"
        self.limit = limit
        self.allow_down = allow_down
        self.world = Machine()

    def run(self, wanted: str | None, *, dry_run: bool, yes: bool) -> NoReturn:
        from hadoctor.cli.asking import yes_or_no
        from hadoctor.cli.looking import Looker
        from hadoctor.drill.sight import sight
        from hadoctor.facts import Unknown

        looked = Looker(self.options).look(progress=True)
        seen = sight(self.world)
        if isinstance(seen, Unknown):
            fail(f"there is no cluster to be seen: {seen.why}", Exit.INPUT)
        plan = self._plan(looked, seen, wanted)
        refusals, down = self._refusals(looked, seen, plan)
        self._show(plan, looked)
        if not dry_run and os.geteuid() != 0:
            refusals.append("a drill needs root")
        if refusals or down or dry_run:
            self._stop(plan, refusals, down)
        if not yes and not (sys.stdin.isatty() and sys.stdout.isatty() and self.human):
            fail("nothing was done: there is no terminal to ask; --yes does it", Exit.USAGE)
        if not yes and not yes_or_no(f"put '{printable(plan.node)}' on standby for this test?"):
            self._stop(plan, ["the answer was not yes"], [])
        outcome = self._drilled(plan)
        self._told(plan, outcome)
        sys.exit(_exit(outcome))

    def _plan(self, looked: Looked, seen: Sight, wanted: str | None) -> Plan:
        from hadoctor.drill.floating import floating, holders
        from hadoctor.drill.preview import preview
        from hadoctor.drill.run import Plan
        from hadoctor.drill.sight import live_cib, own_name
        from hadoctor.facts import Unknown
        from hadoctor.model.pacemaker.pacemaker import Pacemaker
        from hadoctor.verdict.simulate import SchedulerError

        pacemaker, own = looked.facts.get(Pacemaker), own_name(self.world)
        cib = live_cib(self.world)
        for fact in (pacemaker, own, cib):
            if isinstance(fact, Unknown):
                fail(f"cannot be checked: {printable(fact.why)}", Exit.INPUT)
        assert isinstance(pacemaker, Pacemaker)
        assert isinstance(own, str)
        assert isinstance(cib, bytes)
        addresses = floating(pacemaker)
        held = holders(addresses, seen.cluster)
        node = wanted or _holder(held)
        members = [one.name for one in seen.cluster.nodes if one.type == "member"]
        if node not in members:
            fail(f"'{printable(node)}' is no node of {', '.join(members)}", Exit.USAGE)
        try:
            expected = preview(cib, node, pacemaker)
        except SchedulerError as error:
            fail(f"nothing was done: {printable(str(error))}", Exit.INPUT)
        measured = tuple(one for one in addresses if one.resource in held)
        return Plan(node, own, pacemaker, expected, measured, self.limit)

    def _refusals(self, looked: Looked, seen: Sight, plan: Plan) -> tuple[list[str], list[str]]:
        """Why no drill is made; and what would run nowhere, where that is not allowed."""
        from hadoctor.drill import guard
        from hadoctor.facts.node.fencing import FenceHistory
        from hadoctor.facts.node.quorum import QuorumState

        refusals = [
            *guard.state(seen, plan.node),
            *guard.votes(looked.facts.get(QuorumState)),
            *guard.fencing(looked.facts.get(FenceHistory)),
            *guard.expected(plan.expected),
            *guard.errors(looked.report.findings),
        ]
        down = plan.expected.down if not self.allow_down else ()
        return refusals, [
            f"'{one.resource}' would run nowhere (--allow-down does it all the same)"
            for one in down
        ]

    def _show(self, plan: Plan, looked: Looked) -> None:
        from hadoctor.report.drill import preview_lines

        if self.human:
            notes = _notes(plan, looked)
            self._write(preview_lines(plan.node, plan.expected, plan.addresses, notes))

    def _stop(self, plan: Plan, refusals: list[str], down: list[str]) -> NoReturn:
        """Ends before anything is done."""
        if self.human:
            for why in (*refusals, *down):
                print(f"nothing is done: {printable(why)}")
        else:
            self._json(plan, {"passed": None, "refused": [*refusals, *down]})
        sys.exit(Exit.INPUT if refusals else Exit.FINDINGS if down else Exit.CLEAN)

    def _drilled(self, plan: Plan) -> Outcome:
        from hadoctor.drill.run import drill as carry_out
        from hadoctor.repair.disk import RefusedError
        from hadoctor.repair.journal import Journal, State
        from hadoctor.repair.undo import recover

        journal = Journal()
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(journal.lock())
                left = recover(journal)
            except RefusedError as error:
                fail(f"nothing was done: {printable(str(error))}", Exit.INPUT)
            for entry in left:
                done = "was" if entry.state is State.UNDONE else "could not be"
                self._say(f"what was interrupted {done} taken back: {entry.title}")
            if left:
                fail("nothing was done: try again when the cluster is at rest", Exit.INPUT)
            return carry_out(self.world, journal, plan, self._say)

    def _told(self, plan: Plan, outcome: Outcome) -> None:
        from hadoctor.report.drill import outcome_lines, outcome_object

        if self.human:
            self._write(outcome_lines(outcome))
        else:
            self._json(plan, outcome_object(outcome))

    def _json(self, plan: Plan, more: dict[str, Any]) -> None:
        from hadoctor.report.drill import preview_object

        found = {"node": plan.node, "from": plan.own, "expected": preview_object(plan.expected)}
        json.dump({**found, **more}, sys.stdout, indent=2)
        print()

    def _say(self, text: str) -> None:
        # Whoever looked on may be gone; the drill goes on to its end all the same.
        with contextlib.suppress(OSError):
            print(printable(text), file=sys.stdout if self.human else sys.stderr, flush=True)

    def _write(self, lines: Iterator[list[Piece]]) -> None:
        from hadoctor.report.plan import write

        write(lines, sys.stdout, colored(self.options.color))
        sys.stdout.flush()


def _holder(held: dict[str, str]) -> str:
    """The node with the floating IPs."""
    nodes = sorted(set(held.values()))
    if len(nodes) == 1:
        return nodes[0]
    where = f"there are floating IPs on {', '.join(nodes)}" if nodes else "no floating IP runs"
    return fail(f"which node? {where}: name one", Exit.USAGE)


def _notes(plan: Plan, looked: Looked) -> Iterator[str]:
    from hadoctor.facts.node.cluster import ClusterState
    from hadoctor.facts.node.quorum import QuorumState

    quorum = looked.facts.get(QuorumState)
    if isinstance(quorum, QuorumState):
        votes = f"{quorum.total} of {quorum.expected} votes, {quorum.quorum} needed"
        yield f"a node on standby keeps its vote: {votes}"
    cluster = looked.facts.get(ClusterState)
    if isinstance(cluster, ClusterState):
        then = "its node is fenced" if cluster.fencing else "it is blocked, and runs nowhere"
        yield f"should a resource not stop in time, {then}"
    if plan.own != plan.node:
        yield (
            f"should '{plan.own}' be lost meanwhile, '{plan.node}' stays on standby until somebody ends"
            f" that; a drill that is run on '{plan.node}' itself has no such risk"
        )


def _exit(outcome: Outcome) -> int:
    if outcome.refused:
        return Exit.INPUT
    if outcome.stuck or outcome.problems:
        return Exit.FINDINGS
    return Exit.UNDONE if outcome.aborted else Exit.CLEAN
