"""`hadoctor show facts`: what is known of this node, as a file to be checked elsewhere."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

WHAT = ("facts",)


def show(
    what: Annotated[
        str, typer.Argument(metavar="facts", help="facts: all facts of this node, as JSON.")
    ],
) -> None:
    from hadoctor.cli import Exit, fail
    from hadoctor.cli.progress import Progress
    from hadoctor.facts.saved import dump
    from hadoctor.probe.node import ask, probes
    from hadoctor.probe.world import Machine

    if what not in WHAT:
        fail(f"show takes {', '.join(WHAT)}, not {what!r}", Exit.USAGE)
    with Progress(len(tuple(probes()))) as progress:
        asked = ask(Machine(), progress.ended)
    sys.stdout.write(dump(asked.node) + "\n")
