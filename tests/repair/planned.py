"""What is planned for a node of which a few facts are known."""

from __future__ import annotations

from typing import Any

from hadoctor.engine import run
from hadoctor.facts.live import ADDRESSES, CIB, CONF, DEFAULTS, HOSTS, Node, Text, subjects
from hadoctor.facts.subject import Subject
from hadoctor.probe.world import World
from hadoctor.registry import chosen
from hadoctor.repair.plan import Plan, plan
from hadoctor.repair.step import Argv, Repair, Run
from hadoctor.target import Targets

ORIGINS = {
    CONF: "/etc/corosync/corosync.conf",
    DEFAULTS: "/etc/default/corosync",
    CIB: "cibadmin --query",
    HOSTS: "/etc/hosts",
    ADDRESSES: "ip -j addr",
}


def planned(
    world: World,
    *facts: Any,
    conf: str = "",
    defaults: bytes = b"",
    cib: bytes = b"",
    hosts: bytes = b"",
    addresses: str = "",
) -> Plan:
    """By all rules that ask for one of the facts; one fact of each kind."""
    texts = {
        CONF: conf.encode(),
        DEFAULTS: defaults,
        CIB: cib,
        HOSTS: hosts,
        ADDRESSES: addresses.encode(),
    }
    given = {name: Text(ORIGINS[name], data) for name, data in texts.items() if data}
    node = Node("node", 0.0, given, {type(fact): fact for fact in facts})
    found = [one for one in subjects(node, Targets()) if isinstance(one, Subject)]
    report = run(found, chosen((), ()))
    assert report.broken == ()
    plans = plan(report, found[-1].facts, world, Targets())
    assert plans.broken == ()
    return plans


def only(found: Plan) -> Repair:
    (one,) = found.repairs
    return one


def commands(repair: Repair) -> list[Argv]:
    return [step.do for step in repair.steps if isinstance(step, Run)]
