"""`hadoctor undo`: takes a repair back."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hadoctor.cli import Exit, fail

if TYPE_CHECKING:
    from hadoctor.repair.journal import Entry, Journal


def undo(
    identity: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="Which repair; without it, the last that is in force."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the repairs, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    from hadoctor.repair.disk import RefusedError
    from hadoctor.repair.journal import Journal, State
    from hadoctor.repair.undo import recover
    from hadoctor.repair.undo import undo as take_back
    from hadoctor.report.text import printable

    if os.geteuid() != 0:
        fail("the journal of repairs needs root", Exit.INPUT)
    journal = Journal()
    try:
        if list_:
            for entry in journal.entries():
                why = f" ({entry.why})" if entry.why else ""
                print(printable(f"{entry.identity}  {entry.state.value:<8}  {entry.title}{why}"))
            return
        with journal.lock():
            for left in recover(journal):
                print(printable(f"interrupted, now {left.state.value}: {left.title}"))
            entry = _chosen(journal, identity)
            if entry.state is State.UNDONE:
                print(printable(f"already undone: {entry.title}"))
                return
            if not yes and sys.stdin.isatty():
                from hadoctor.cli.asking import yes_or_no

                if not yes_or_no(f"take back: {printable(entry.title)}?"):
                    sys.exit(Exit.FINDINGS)
            entry = take_back(journal, entry, "asked for")
    except RefusedError as error:
        fail(f"nothing was undone: {printable(str(error))}", Exit.UNDONE)
    if entry.state is not State.UNDONE:
        fail(f"could not be undone: {printable(entry.why)}", Exit.UNDONE)
    print(printable(f"undone: {entry.title}"))


def _chosen(journal: Journal, identity: str | None) -> Entry:
    from hadoctor.repair.journal import State

    if identity is not None:
        entry = journal.get(identity)
        if entry is None:
            fail(f"no repair {identity!r}; hadoctor undo --list shows them", Exit.USAGE)
        return entry
    in_force = (State.KEPT, State.STUCK)
    kept = [entry for entry in journal.entries() if entry.state in in_force]
    if not kept:
        fail("there is no repair to undo", Exit.USAGE)
    return kept[-1]
