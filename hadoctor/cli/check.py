"""`hadoctor check`: its options, as typer has them."""

from __future__ import annotations

from typing import Annotated

import typer

from hadoctor.cli.checking import Options, run_check


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders; - for standard input; without any, this node's own file.",
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="human|brief|json|sarif|github|junit", help="How to print."
        ),
    ] = Options().format,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=FILE", help="Write this format to a file, too; repeatable."
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules: codes or prefixes."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Not these rules: codes or prefixes."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="corosync=2.4|3.0|3.1|next",
            help="The release to judge for; 3.1 without it.",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="error|warning|info", help="Exit with 1 from this severity up."
        ),
    ] = Options().fail_on,
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
    ] = Options().stdin_name,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Settings; else the nearest hadoctor.toml."),
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no settings file.")] = False,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help="Whether to use colours.")
    ] = Options().color,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Also list what was not checked, and why.")
    ] = False,
) -> None:
    run_check(
        Options(
            paths=tuple(paths or Options().paths),
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
