"""`hadoctor diagnose`: look at this node, and tell what is wrong, the cause before the symptoms."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hadoctor.cli.checking import DEFAULTS, Options
from hadoctor.cli.options import Color, FailOn, Format, Ignore, Output, Select, Target

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.facts.live import Node
    from hadoctor.target import Targets


def diagnose(
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
