"""`hadoctor check`: its options, as typer has them."""

from __future__ import annotations

from typing import Annotated

import typer

from hadoctor.cli.checking import DEFAULTS, Options, run_check
from hadoctor.cli.options import Color, FailOn, Format, Ignore, Output, Select, Target


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders; - for standard input; without any, this node's own file.",
        ),
    ] = None,
    format_: Format = DEFAULTS.format,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    target: Target = None,
    fail_on: FailOn = DEFAULTS.fail_on,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 although there are findings.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Also count the findings by rule.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes.")] = False,
    unsafe_fixes: Annotated[
        bool,
        typer.Option(
            "--unsafe-fixes", help="With --fix or --diff: also those that change a setting."
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; write nothing.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask", help="With --fix: ask for each fix.")] = False,
    verdict: Annotated[
        bool,
        typer.Option(
            "--verdict",
            help="Ask Pacemaker's scheduler (crm_simulate) which losses of a node the cluster survives.",
        ),
    ] = False,
    stdin_name: Annotated[
        str, typer.Option("--stdin-name", metavar="NAME", help="What to call standard input.")
    ] = DEFAULTS.stdin_name,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Settings; else the nearest hadoctor.toml."),
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no settings file.")] = False,
    color: Color = DEFAULTS.color,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Also list what was not checked, and why.")
    ] = False,
) -> None:
    run_check(
        Options(
            paths=tuple(paths or DEFAULTS.paths),
            format=format_,
            output=tuple(output or ()),
            select=tuple(select or ()),
            ignore=tuple(ignore or ()),
            target=tuple(target or ()),
            fail_on=fail_on,
            exit_zero=exit_zero,
            statistics=statistics,
            fix=fix,
            unsafe_fixes=unsafe_fixes,
            diff=diff,
            ask=ask,
            verdict=verdict,
            stdin_name=stdin_name,
            config=config,
            no_config=no_config,
            color=color,
            verbose=verbose,
        )
    )
