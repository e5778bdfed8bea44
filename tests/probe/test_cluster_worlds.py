"""What nodes of real clusters said, recorded by `Recorder`, and what the rules make of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hadoctor.engine import Report, run
from hadoctor.facts.freeze import freeze, thaw
from hadoctor.facts.live import subjects
from hadoctor.facts.node.all import KINDS
from hadoctor.probe import node
from hadoctor.probe.frozen import Frozen
from hadoctor.registry import chosen
from hadoctor.target import DEFAULTS

FOLDER = Path(__file__).parents[2] / "fixtures" / "nodes"
RULES = ("RUN001", "RUN002", "RUN003", "RUN004", "RUN005", "RUN006", "RUN007", "RUN008")
# Three nodes with two links, corosync 3.1.7 and Pacemaker 2.1.5, but where something else is said.
FOUND = {
    "sound": set(),
    # A link down, a changed file, an agent that is missing, a resource that is banned from all nodes,
    # a fencing that has failed.
    "trouble": {"RUN003", "RUN005", "RUN006", "RUN008"},
    "unclean": {"RUN003", "RUN004", "RUN006", "RUN008"},
    "partition": {"RUN002", "RUN004", "RUN006", "RUN008"},
    # The address of another node's resource, added by hand.
    "vip": {"RUN006", "RUN007", "RUN008"},
    "blocked": {"RUN003", "RUN004", "RUN006", "RUN008"},
    # corosync was killed.
    "killed": {"RUN001"},
    # Two nodes with udpu, one of them switched off.
    "waiting": {"RUN002", "RUN004"},
    # A quorum device whose server does not answer.
    "device": {"RUN004"},
    # udp, with an own address that is on no interface.
    "hanging": {"RUN001"},
}


def world(name: str) -> Frozen:
    return Frozen(json.loads((FOLDER / f"cluster-{name}.json").read_text(encoding="utf-8")))


def report(name: str) -> Report:
    asked = node.ask(world(name))
    return run(subjects(asked.node, DEFAULTS), chosen(), DEFAULTS)


@pytest.mark.parametrize("name", FOUND)
def test_what_the_rules_say(name: str) -> None:
    found = report(name)
    assert not found.broken
    assert {r.code for r in found.findings if r.code in RULES} == FOUND[name]


@pytest.mark.parametrize("name", FOUND)
def test_facts_survive_being_saved(name: str) -> None:
    facts = node.ask(world(name)).node.facts
    for kind in KINDS:
        if kind in facts:
            saved = json.loads(json.dumps(freeze(facts[kind])))
            assert thaw(kind, saved) == facts[kind], kind


def messages(name: str, code: str) -> list[str]:
    return [r.finding.message for r in report(name).findings if r.code == code]


def test_the_cause_is_named() -> None:
    assert messages("hanging", "RUN001") == ["corosync runs (process 31) and does not answer"]
    assert messages("killed", "RUN001") == [
        "corosync does not run, and pacemakerd runs on without it"
    ]
    (waiting,) = messages("waiting", "RUN002")
    assert waiting == (
        "this node has no quorum: it has started and waits until it has seen every node once"
        " (wait_for_all); missing: n2"
    )
    (cut,) = messages("partition", "RUN002")
    assert cut == "this node has no quorum: 1 vote of 3, 2 needed; missing: n1, n3"
    assert "resource 'svc' is blocked: stop on n1: error (will not stop)" in messages(
        "blocked", "RUN006"
    )
    assert messages("trouble", "RUN005") == ["link 1 (10.0.1.1) to n2, n3 is down"]


def test_a_difference_is_shown_where_it_is_written() -> None:
    (found,) = [r.finding for r in report("trouble").findings if r.code == "RUN003"]
    assert found.at.source.name == "/etc/corosync/corosync.conf"
    assert found.at.text == "9000"
    assert "'5000'" in found.message
