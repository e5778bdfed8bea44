"""A look at this node: its facts, and what the rules say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TextIO

from hadoctor.cli.checking import Options, colored, rule_set, settings_of, write

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.facts import Facts
    from hadoctor.facts.live import Node
    from hadoctor.target import Targets


class Looked(NamedTuple):
    node: Node
    facts: Facts
    """Everything that is known of the node, its configurations among it."""
    report: Report
    targets: Targets
    seconds: float
    """How long the slowest probe took."""


class Looker:
    """Looks as often as it is asked to, by the same rules."""

    def __init__(self, options: Options) -> None:
        self.options = options
        config, self.rules = rule_set(options)
        self.settings = settings_of(config)

    def look(self, *, progress: bool = False) -> Looked:
        """`progress`: say meanwhile what is still being waited for."""
        from hadoctor.cli.progress import Progress
        from hadoctor.cli.target import parse
        from hadoctor.engine import run
        from hadoctor.facts import Facts
        from hadoctor.facts.installed import installed
        from hadoctor.facts.live import subjects
        from hadoctor.facts.subject import Subject
        from hadoctor.probe.node import ask, probes
        from hadoctor.probe.world import Machine

        if progress:
            with Progress(len(tuple(probes()))) as shown:
                asked = ask(Machine(), shown.ended)
        else:
            asked = ask(Machine())
        targets = parse(self.options.target, installed(asked.node))
        inputs = list(subjects(asked.node, targets))
        last = inputs[-1]
        facts = last.facts if isinstance(last, Subject) else Facts({})
        report = run(inputs, self.rules, targets, self.settings)
        seconds = max(asked.seconds.values(), default=0.0)
        return Looked(asked.node, facts, report, targets, seconds)

    def show(self, looked: Looked, stream: TextIO) -> None:
        """The board, or another format."""
        if self.options.format == "human":
            self._board(looked, stream)
        else:
            write(looked.report, self.options, stream)

    def _board(self, looked: Looked, stream: TextIO) -> None:
        from hadoctor.registry import find
        from hadoctor.report.board import render
        from hadoctor.report.human import judged_for

        def explains(code: str) -> tuple[str, ...]:
            rule = find(code)
            return rule.explains if rule else ()

        report, name = looked.report, looked.node.name
        head = f"{name}: {judged_for(report)}; asked in {looked.seconds:.1f} s"
        color = colored(self.options.color)
        render(report, head, explains, stream, color=color, verbose=self.options.verbose)
        stream.flush()
