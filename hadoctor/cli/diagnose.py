"""`hadoctor diagnose`: look at this node, and tell what is wrong, the cause before the symptoms."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from hadoctor.cli import Exit, fail
from hadoctor.cli.checking import DEFAULTS, Options
from hadoctor.cli.options import Color, FailOn, Format, Ignore, Output, Select, Target
from hadoctor.repair.step import Disruption

ALLOWED = {one.word: one for one in Disruption if Disruption.NONE < one < Disruption.FENCE_RISK}


def diagnose(
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="Repair what can be: the plan first, then step by step, each proven."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: show the plan, and stop.")
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="With --fix: do what disrupts nothing without asking."),
    ] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            "--allow",
            metavar="|".join(ALLOWED),
            help="With --fix: also what costs that much, or less.",
        ),
    ] = None,
    format_: Format = DEFAULTS.format,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    target: Target = None,
    fail_on: FailOn = DEFAULTS.fail_on,
    color: Color = DEFAULTS.color,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="Also what is for information, and what was not checked."
        ),
    ] = False,
) -> None:
    options = Options(
        format=format_,
        output=tuple(output or ()),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        target=tuple(target or ()),
        fail_on=fail_on,
        color=color,
        verbose=verbose,
    )
    allowed = [_disruption(word) for word in allow or ()]
    if fix:
        from hadoctor.cli.repairing import Wanted, run_repairs

        run_repairs(options, Wanted(dry_run, yes, max(allowed, default=Disruption.NONE)))
    if dry_run or yes or allow:
        fail("--dry-run, --yes and --allow go with --fix", Exit.USAGE)
    run_diagnose(options)


def _disruption(word: str) -> Disruption:
    if word not in ALLOWED:
        fail(f"--allow takes {', '.join(ALLOWED)}, not {word!r}", Exit.USAGE)
    return ALLOWED[word]


def run_diagnose(options: Options) -> NoReturn:
    from hadoctor.cli.checking import exit_code, outputs, write_outputs
    from hadoctor.cli.looking import Looker

    also = outputs(options)
    looker = Looker(options)
    looked = looker.look(progress=True)
    looker.show(looked, sys.stdout)
    write_outputs(looked.report, options, also)
    sys.exit(exit_code(looked.report, options))
