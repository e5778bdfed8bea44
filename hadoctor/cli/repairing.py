"""`hadoctor diagnose --fix`: the plan, the questions, and what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from hadoctor.cli import Exit, fail
from hadoctor.cli.asking import still_there, yes_or_no
from hadoctor.cli.checking import Options, colored, exit_code, outputs, write_outputs
from hadoctor.cli.looking import Looked, Looker
from hadoctor.probe.world import Machine
from hadoctor.repair.apply import Applied, apply
from hadoctor.repair.disk import RefusedError
from hadoctor.repair.journal import Entry, Journal, State
from hadoctor.repair.plan import Plan, plan
from hadoctor.repair.proof import proof
from hadoctor.repair.step import Disruption, Repair
from hadoctor.repair.undo import recover
from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.report.frame import Piece

ROUNDS = 10
"""What a repair brings to light is planned anew; repairs that undo each other end here."""


class Wanted(NamedTuple):
    """What the user asked for."""

    dry_run: bool
    yes: bool
    allowed: Disruption


def run_repairs(options: Options, wanted: Wanted) -> NoReturn:
    also = outputs(options)
    if options.format not in ("human", "json"):
        fail(f"--fix prints human or json, not {options.format}", Exit.USAGE)
    looker = Looker(options)
    session = _Session(looker, wanted)
    looked = looker.look(progress=True)
    if session.human:
        looker.show(looked, sys.stdout)
    first = plan(looked.report, looked.facts, Machine(), looked.targets)
    session.show(first)
    why_not = _why_not(wanted)
    if first.repairs and why_not:
        session.say(f"nothing was done: {why_not}")
    elif not why_not:
        with session.locked():
            looked = session.rounds(looked, first)
    if not session.human:
        _json(looked, first, session.outcomes)
    elif session.outcomes:
        session.say("")
        looker.show(looked, sys.stdout)
    write_outputs(looked.report, options, also)
    sys.exit(_exit(session, looked, options))


def _why_not(wanted: Wanted) -> str:
    """Why nothing may be done here."""
    if wanted.dry_run:
        return "--dry-run"
    if os.geteuid() != 0:
        return "repairs need root"
    if not wanted.yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "there is no terminal to ask; --yes does what disrupts nothing"
    return ""


def _exit(session: _Session, looked: Looked, options: Options) -> int:
    if session.failed:
        return Exit.UNDONE
    return exit_code(looked.report, options)


class _Session:
    """What was asked, done and taken back in one run."""

    def __init__(self, looker: Looker, wanted: Wanted) -> None:
        self.looker = looker
        self.wanted = wanted
        self.human = looker.options.format == "human"
        self.journal = Journal()
        self.outcomes: list[Applied] = []
        self.failed = False

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time; what a killed run has left is taken back first."""
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(self.journal.lock())
                self._recovered(recover(self.journal))
            except RefusedError as error:
                fail(f"nothing was done: {error}", Exit.INPUT)
            yield

    def _recovered(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.state is State.UNDONE:
                self.say(f"an interrupted repair was taken back: {entry.title}")
            else:
                self.failed = True
                self.say(f"an interrupted repair could not be taken back: {entry.why}")

    def rounds(self, looked: Looked, planned: Plan) -> Looked:
        tried: list[Repair] = []
        for number in range(ROUNDS):
            todo = tuple(one for one in planned.repairs if one not in tried)
            if number and todo:
                self.show(Plan(todo, ()))
            done = [self._one(one) for one in todo]
            tried += todo
            if not any(done):
                break
            looked = self.looker.look()
            planned = plan(looked.report, looked.facts, Machine(), looked.targets)
        return looked

    def _one(self, repair: Repair) -> bool:
        """Whether anything was done."""
        refusal = self._refusal(repair)
        if refusal:
            self.say(f"- {repair.title}: {refusal}")
            return False
        now = self.looker.look()
        if not plan(now.report, now.facts, Machine(), now.targets).same(repair):
            self.say(f"- {repair.title}: no longer as planned")
            return True  # something has changed: all is planned anew
        self.say(f"- {repair.title} …")
        outcome = apply(
            self.journal,
            repair,
            lambda: proof(repair, now.report, lambda: self.looker.look().report),
            None if self.wanted.yes else still_there,
        )
        self.outcomes.append(outcome)
        self._told(outcome)
        return True

    def _refusal(self, repair: Repair) -> str:
        """Why a repair is not done: it costs too much, or the answer was no."""
        cost = repair.disruption
        if cost is Disruption.FENCE_RISK:
            return "a node could be fenced; never done by hadoctor"
        if cost > self.wanted.allowed and (self.wanted.yes or cost is Disruption.FAILOVER):
            return f"needs --allow {cost.word}"
        if self.wanted.yes or yes_or_no(f"{printable(repair.title)}?"):
            return ""
        return "not done"

    def _told(self, outcome: Applied) -> None:
        entry = outcome.entry
        if outcome.kept and entry is not None:
            from hadoctor.report.plan import undoing

            undo = undoing(outcome.repair).replace("undo", f"undo {entry.identity}", 1)
            lost = undo.startswith("nothing")
            self.say(
                "  done and proven; " + ("it cannot be undone" if lost else f"to undo: {undo}")
            )
            return
        self.failed = True
        if entry is None:
            self.say(f"  nothing was done: {outcome.why}")
        elif entry.state is State.UNDONE:
            self.say(f"  taken back: {outcome.why}")
        else:
            self.say(f"  FAILED, and could not be taken back: {entry.why}")

    def show(self, planned: Plan) -> None:
        if self.human:
            from hadoctor.report.plan import document

            self._write(document(planned))

    def say(self, text: str) -> None:
        """To people on standard output; beside JSON on standard error."""
        print(printable(text) if text else "", file=sys.stdout if self.human else sys.stderr)

    def _write(self, lines: Iterator[list[Piece]]) -> None:
        from hadoctor.report.plan import write

        write(lines, sys.stdout, colored(self.looker.options.color))
        sys.stdout.flush()


def _json(looked: Looked, first: Plan, outcomes: list[Applied]) -> None:
    """The report on what is there at the end, with the plan and what came of it."""
    from hadoctor.report.json import document
    from hadoctor.report.plan import machine

    repaired = [
        {
            "title": one.repair.title,
            "id": one.entry.identity if one.entry else None,
            "state": one.entry.state.value if one.entry else None,
            "why": one.why or None,
        }
        for one in outcomes
    ]
    found = {**document(looked.report), "plan": machine(first), "repaired": repaired}
    json.dump(found, sys.stdout, indent=2)
    print()
