"""What is planned for a node of which a few facts are known."""

from __future__ import annotations

from typing import Any

from hadoctor.engine import run
from hadoctor.facts import Facts
from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import NODE, Input, Subject
from hadoctor.model.corosync import Corosync
from hadoctor.probe.world import World
from hadoctor.registry import chosen
from hadoctor.repair.plan import Plan, plan
from hadoctor.repair.step import Argv, Repair, Run
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import DEFAULTS


def conf(text: str, name: str = "/etc/corosync/corosync.conf") -> Corosync:
    source = Source(name, text.encode())
    return Corosync(parse(source, DEFAULTS.corosync), DEFAULTS.corosync)


def planned(world: World, *facts: Any) -> Plan:
    """By the rules of nodes, and those of corosync.conf where there is one; one fact of each kind."""
    known = Facts({type(fact): fact for fact in facts})
    subjects: list[Subject | Input] = [Subject(Input("node", "node"), known, language=NODE)]
    corosync = known.get(Corosync)
    if isinstance(corosync, Corosync):
        source = corosync.source
        subjects.insert(0, from_bytes(source.name, source.data, DEFAULTS, None))
    report = run(subjects, chosen((), ()))
    assert report.broken == ()
    found = plan(report, known, world, DEFAULTS)
    assert found.broken == ()
    return found


def only(found: Plan) -> Repair:
    (one,) = found.repairs
    return one


def commands(repair: Repair) -> list[Argv]:
    return [step.do for step in repair.steps if isinstance(step, Run)]
