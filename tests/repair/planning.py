"""What is planned for a node of a real cluster, whose recorded answers are changed a little."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from hadoctor.engine import run
from hadoctor.facts import Facts
from hadoctor.facts.live import subjects
from hadoctor.facts.subject import Subject
from hadoctor.probe import node
from hadoctor.probe.frozen import Frozen
from hadoctor.registry import chosen
from hadoctor.repair.plan import Plan, plan
from hadoctor.target import DEFAULTS
from hadoctor.verdict.simulate import Scheduler

FOLDER = Path(__file__).parents[2] / "fixtures" / "nodes"
CONF = "/etc/corosync/corosync.conf"
CIB = "cibadmin --query"
IDLE = "Controller on n1 in state S_IDLE: ok\n"
Change = Callable[[str], str]


@cache
def settled(cib: str) -> str:
    """The CIB with all nodes online, when the cluster has done all that it would do then."""
    states = "".join(
        f'<node_state id="{n}" uname="n{n}" in_ccm="true" crmd="online" join="member"'
        ' expected="member"/>'
        for n in (1, 2, 3)
    )
    with Scheduler(20.0) as scheduler:
        full = cib.replace("<status/>", f"<status>{states}</status>")
        return scheduler.run(full.encode()).cib.decode()


def same(text: str) -> str:
    return text


def planned(
    name: str = "sound",
    conf: Change = same,
    cib: Change = same,
    commands: Mapping[str, str | tuple[int, str, str]] = {},
) -> Plan:
    """`conf`, `cib`: changes of these texts; what comes of the changed CIB has then been done."""
    answers = json.loads((FOLDER / f"cluster-{name}.json").read_text(encoding="utf-8"))
    text = conf(base64.b64decode(answers["read"][CONF]).decode())
    answers["read"][CONF] = base64.b64encode(text.encode()).decode()
    for command, said in {"crmadmin --status n1": IDLE, **commands}.items():
        words = command.replace(" ", "\0")
        answers["run"][words] = (0, said, "") if isinstance(said, str) else said
    for key, (code, out, err) in [
        (key, said) for key, said in answers["run"].items() if key.startswith("cibadmin")
    ]:
        answers["run"][key] = code, (cib(out) if cib is same else settled(cib(out))), err
    world = Frozen(answers)
    inputs = list(subjects(node.ask(world).node, DEFAULTS))
    last = inputs[-1]
    facts = last.facts if isinstance(last, Subject) else Facts({})
    made = plan(run(inputs, chosen(), DEFAULTS), facts, world, DEFAULTS)
    assert made.broken == ()
    return made
