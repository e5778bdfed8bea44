"""The examples on the rule pages, given to the real daemon: what the page says that it refuses, it
refuses; what is good, it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from hadoctor.page import Example, parse
from hadoctor.registry import all_rules
from tests.daemon.addresses import first_local
from tests.daemon.fixtures import oracle
from tests.daemon.oracle import Oracle
from tests.differential.agreement import first_first, loads, needs_the_node, starts
from tests.examples import check, codes

__all__ = ["oracle"]

EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{heading}-{number}")
    for rule in all_rules()
    for heading in ("Bad", "Good")
    for number, example in enumerate(parse(rule.page).examples(heading))
    if example.name == "corosync.conf" and example.targets.corosync.name == "3.1"
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_daemon_agrees(oracle: Oracle, example: Example) -> None:
    data = example.text.encode()
    report = check(data)
    verdict = oracle.test(data, first_first(data))
    if verdict.accepted != loads(report):
        assert needs_the_node(report, verdict.messages), (codes(report), verdict)
    if not (verdict.accepted and loads(report)):
        return
    started = oracle.start(data, first_local(data))
    if started.started != starts(report):
        assert needs_the_node(report, started.messages), (codes(report), started)


def test_a_rule_that_blocks_has_an_example_of_it(tmp_path: Path) -> None:
    """A promise about the daemon needs a proof: a Bad example on which the rule itself blocks."""
    for rule in all_rules():
        if "Blocks." not in Path(rule.check.__code__.co_filename).read_text(encoding="utf-8"):
            continue
        blocked = False
        for number, example in enumerate(parse(rule.page).examples("Bad")):
            folder = tmp_path / f"{rule.code}-{number}"
            folder.mkdir()
            report = check(
                example.text,
                name=example.name,
                targets=example.targets,
                rules=(rule,),
                folder=folder,
                files=example.files,
                facts=example.facts,
            )
            blocked |= any(r.finding.blocks for r in report.findings)
        assert blocked, rule.code
