"""`hadoctor diagnose`: look at this node, and tell what is wrong, the cause before the symptoms."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hadoctor.cli.checking import Options

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.facts.live import Node
    from hadoctor.target import Targets


def diagnose(
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
            metavar="PROGRAM=RELEASE",
            help="The release to judge for, instead of the one that is installed.",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="error|warning|info", help="Exit with 1 from this severity up."
        ),
    ] = Options().fail_on,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help="Whether to use colours.")
    ] = Options().color,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="Also what is for information, and what was not checked."
        ),
    ] = False,
) -> None:
    run_diagnose(
        Options(
            format=format_,
            output=tuple(output or ()),
            select=tuple(select or ()),
            ignore=tuple(ignore or ()),
            target=tuple(target or ()),
            fail_on=fail_on,
            color=color,
            verbose=verbose,
        )
    )


def run_diagnose(options: Options) -> NoReturn:
    from hadoctor.cli.checking import (
        exit_code,
        outputs,
        rule_set,
        settings_of,
        write,
        write_outputs,
    )
    from hadoctor.cli.progress import Progress
    from hadoctor.engine import run
    from hadoctor.facts.live import subjects
    from hadoctor.probe.node import ask, probes
    from hadoctor.probe.world import Machine

    also = outputs(options)
    config, rules = rule_set(options)
    with Progress(len(tuple(probes()))) as progress:
        asked = ask(Machine(), progress.ended)
    targets = _targets(options, asked.node)
    report = run(subjects(asked.node, targets), rules, targets, settings_of(config))
    if options.format == "human":
        _board(report, asked.node, options, max(asked.seconds.values(), default=0.0))
    else:
        write(report, options, sys.stdout)
    write_outputs(report, options, also)
    sys.exit(exit_code(report, options))


def _targets(options: Options, node: Node) -> Targets:
    from hadoctor.cli.target import parse
    from hadoctor.facts.installed import installed

    return parse(options.target, installed(node))


def _board(report: Report, node: Node, options: Options, seconds: float) -> None:
    from hadoctor.cli.checking import colored
    from hadoctor.registry import find
    from hadoctor.report.board import render
    from hadoctor.report.human import judged_for

    def explains(code: str) -> tuple[str, ...]:
        rule = find(code)
        return rule.explains if rule else ()

    head = f"{node.name}: {judged_for(report)}; asked in {seconds:.1f} s"
    render(
        report, head, explains, sys.stdout, color=colored(options.color), verbose=options.verbose
    )
    sys.stdout.flush()
