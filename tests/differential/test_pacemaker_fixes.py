"""Fixes of crm text and CIB XML, proven with the real scheduler and the real shell. After a safe one the
cluster has the same to do, action by action with parameters and times, and the same properties count. And
after every fix, safe or not, the text still loads, and a second run changes nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from hadoctor.engine import Report
from hadoctor.finding import Applicability
from hadoctor.fix import Fixed, fix
from hadoctor.page import parse
from hadoctor.registry import all_rules
from hadoctor.target import DEFAULTS, Targets
from tests.differential.scheduler import Text
from tests.examples import check
from tests.shell.fixtures import shell
from tests.shell.oracle import Shell

__all__ = ["shell"]

CORPUS = Path(__file__).parent.parent.parent / "fixtures" / "corpus" / "crm"
NODES = b"node 1: alice\nnode 2: bob\n"
XML_NODES = b'<nodes><node id="1" uname="alice"/><node id="2" uname="bob"/></nodes>'
SAFE = frozenset({Applicability.SAFE})
ALL = frozenset({Applicability.SAFE, Applicability.UNSAFE})
PACEMAKER3 = DEFAULTS.with_("pacemaker", "3.0")
# Safe fixes of which no page has an example.
MORE = {
    "property twice, the same": (
        "cib.xml",
        '<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">'
        '<nvpair id="p1" name="stonith-action" value="off"/></cluster_property_set>'
        '<cluster_property_set id="own"><nvpair id="p2" name="stonith-action" value="OFF"/>'
        '</cluster_property_set></crm_config><nodes/><resources><primitive id="a" class="ocf"'
        ' provider="heartbeat" type="Dummy"/></resources><constraints/></configuration>',
        DEFAULTS,
    ),
    "reboot as the action": (
        "example.crm",
        "primitive fence stonith:fence_virsh params ip=10.0.0.1 action=reboot op monitor interval=60s\n"
        "primitive web apache\n",
        DEFAULTS,
    ),
    "old words": (
        "example.crm",
        "primitive web apache\nproperty crmd-integration-timeout=5min stonith-action=poweroff"
        " remove-after-stop=false\n",
        DEFAULTS,
    ),
    "old words, for Pacemaker 3": (
        "cib.xml",
        '<cib validate-with="pacemaker-3.9"><configuration><crm_config>'
        '<cluster_property_set id="cib-bootstrap-options">'
        '<nvpair id="p1" name="crmd-integration-timeout" value="5min"/>'
        '<nvpair id="p2" name="stonith-action" value="poweroff"/>'
        '<nvpair id="p3" name="remove-after-stop" value="false"/></cluster_property_set></crm_config>'
        '<nodes/><resources><primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>'
        "</resources><constraints/></configuration></cib>",
        PACEMAKER3,
    ),
}


class Case(NamedTuple):
    """A text, and the release to judge it for."""

    name: str
    data: bytes
    targets: Targets

    def judged(self, data: bytes) -> Report:
        return check(data, name=self.name, targets=self.targets)

    def fixed(self, classes: frozenset[Applicability]) -> Fixed:
        return fix(self.data, self.judged, classes)

    def text(self, data: bytes) -> Text:
        return Text(self.name, data, self.targets)


def cases() -> dict[str, Case]:
    """Every example of every page that is for Pacemaker, and the corpus; each text once."""
    found: dict[bytes, tuple[str, str, Targets]] = {}
    for rule in all_rules():
        for heading in ("Bad", "Good"):
            for number, example in enumerate(parse(rule.page).examples(heading)):
                if example.name in ("example.crm", "cib.xml"):
                    label = f"{rule.code}-{heading}-{number + 1}"
                    value = (label, example.name, example.targets)
                    found.setdefault(with_nodes(example.text.encode()), value)
    for path in sorted(CORPUS.glob("*.crm")):
        found.setdefault(path.read_bytes(), (path.stem, "example.crm", DEFAULTS))
    known = {label: Case(name, data, targets) for data, (label, name, targets) in found.items()}
    more = {
        k: Case(name, with_nodes(t.encode()), targets) for k, (name, t, targets) in MORE.items()
    }
    return known | more


def with_nodes(data: bytes) -> bytes:
    """Without nodes there is nothing to do; that changes no finding that has a fix."""
    if data.lstrip().startswith(b"<"):
        return data.replace(b"<nodes/>", XML_NODES)
    plain = not re.search(rb"(?m)^\s*(?:node|crm|\S*[#$>])\s", data)
    return NODES + data if plain else data


def blocked(report: Report) -> bool:
    return any(reported.finding.blocks for reported in report.findings)


CASES = cases()


@pytest.mark.parametrize("label", CASES)
def test_safe_fixes_change_nothing_for_the_cluster(label: str, tmp_path: Path) -> None:
    case = CASES[label]
    fixed = case.fixed(SAFE)
    assert not fixed.dropped
    if not fixed.applied:
        return
    assert fix(fixed.data, case.judged, SAFE).data == fixed.data
    if blocked(case.judged(case.data)):
        return  # Nothing could load without it.
    assert not blocked(fixed.report)
    old, new = case.text(case.data), case.text(fixed.data)
    assert new.properties() == old.properties()
    transition = new.transition(tmp_path)
    assert transition == old.transition(tmp_path)
    assert any(action.startswith("start ") for action in transition)


@pytest.mark.parametrize("label", CASES)
def test_all_fixes_leave_what_loads(label: str) -> None:
    case = CASES[label]
    fixed = case.fixed(ALL)
    assert blocked(case.judged(case.data)) or not blocked(fixed.report)
    assert fix(fixed.data, case.judged, ALL).data == fixed.data
    left = {(r.code, r.finding.message) for r in fixed.report.findings}
    dropped = {r.code for r in fixed.dropped}
    for one in fixed.applied:
        assert one.code in dropped or (one.code, one.finding.message) not in left


@pytest.mark.parametrize("classes", [SAFE, ALL], ids=["safe", "all"])
def test_the_real_shell_loads_what_was_fixed(
    shell: Shell, classes: frozenset[Applicability]
) -> None:
    wrong, tried = [], 0
    for label, case in CASES.items():
        if case.name != "example.crm" or case.targets != DEFAULTS:
            continue
        fixed = case.fixed(classes)
        if not fixed.applied or not shell.load(case.data).accepted:
            continue
        verdict = shell.load(fixed.data)
        tried += 1
        if not verdict.accepted:
            wrong.append((label, [r.code for r in fixed.applied], verdict.messages))
    assert not wrong
    assert tried > (10 if classes is SAFE else 100)


def test_every_rule_with_a_safe_fix_was_tried() -> None:
    """A promise of safety needs a proof: a text that is fixed, and loaded before."""
    tried = set()
    for case in CASES.values():
        fixed = case.fixed(SAFE)
        if fixed.applied and not blocked(case.judged(case.data)):
            tried |= {one.code for one in fixed.applied}
    promised = {
        rule.code
        for rule in all_rules()
        if re.search(r"\bSAFE\b", Path(rule.check.__code__.co_filename).read_text(encoding="utf-8"))
        and any(
            kind.__module__.startswith("hadoctor.model.pacemaker") for kind in rule.needs.values()
        )
        and not any(kind.__module__ == "hadoctor.model.corosync" for kind in rule.needs.values())
    }
    assert promised
    assert promised <= tried
