"""Safe fixes of crm text and CIB XML, proven with the real scheduler: with all nodes online it has the same
to do before and after, action by action with their parameters and times. And every fix, safe or not: the
text still loads, no new refusal comes, and a second run changes nothing."""

from __future__ import annotations

import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import pytest

from hadoctor.engine import Report
from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.finding import Applicability
from hadoctor.fix import fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.page import parse
from hadoctor.registry import all_rules
from hadoctor.target import DEFAULTS, Targets
from hadoctor.verdict.simulate import program
from hadoctor.verdict.start import start
from tests.examples import check

CORPUS = Path(__file__).parent.parent.parent / "fixtures" / "corpus" / "crm"
NODES = b"node 1: alice\nnode 2: bob\n"
XML_NODES = b'<nodes><node id="1" uname="alice"/><node id="2" uname="bob"/></nodes>'
SAFE = frozenset({Applicability.SAFE})
ALL = frozenset({Applicability.SAFE, Applicability.UNSAFE})
# Other words for the same, and what only says in which words the CIB has it.
WORDS = {"Master": "Promoted", "Slave": "Unpromoted"}
SPELLING = re.compile(r"CRM_meta_(?:promot|master|clone|notify|ordered|interleave|globally)")


def texts() -> dict[str, tuple[str, bytes, Targets]]:
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
    return {label: (name, data, targets) for data, (label, name, targets) in found.items()}


def with_nodes(data: bytes) -> bytes:
    if data.lstrip().startswith(b"<"):
        return data.replace(b"<nodes/>", XML_NODES)
    plain = not re.search(rb"(?m)^\s*(?:node|crm|\S*[#$>])\s", data)
    return NODES + data if plain else data


@cache
def simulator() -> str:
    found = program()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("crm_simulate is not installed")
        pytest.skip("crm_simulate is not installed")
    return found


def transition(name: str, data: bytes, targets: Targets, folder: Path) -> list[str]:
    """What the scheduler has to do at first, an action a line, in an order of its own."""
    subject = from_bytes(name, data, targets)
    assert isinstance(subject, Subject)
    pacemaker = subject.facts.get(Pacemaker)
    assert isinstance(pacemaker, Pacemaker)
    cib, graph = folder / "cib.xml", folder / "graph.xml"
    cib.write_bytes(start(pacemaker, None, None).cib("pacemaker-3.9"))
    graph.unlink(missing_ok=True)
    subprocess.run(
        [simulator(), "--xml-file", str(cib), "--simulate", "--save-graph", str(graph)],
        capture_output=True,
        timeout=60,
        env={"PATH": "/usr/sbin:/usr/bin", "LC_ALL": "C"},
    )
    if not graph.exists():
        return []
    return sorted(map(_action, ElementTree.parse(graph).iter("rsc_op")))


def _action(action: ElementTree.Element) -> str:
    resource = action.find("primitive")
    attributes = action.find("attributes")
    parts = [
        f"{name}={WORDS.get(value, value)}"
        for name, value in sorted((attributes.attrib if attributes is not None else {}).items())
        if not SPELLING.match(name)
    ]
    who = resource.get("id") if resource is not None else ""
    return " ".join([str(action.get("operation")), str(action.get("on_node")), str(who), *parts])


def blocked(report: Report) -> bool:
    return any(reported.finding.blocks for reported in report.findings)


TEXTS = texts()


@pytest.mark.parametrize("label", TEXTS)
def test_safe_fixes_change_nothing_for_the_scheduler(label: str, tmp_path: Path) -> None:
    name, data, targets = TEXTS[label]

    def judged(text: bytes) -> Report:
        return check(text, name=name, targets=targets)

    before = judged(data)
    fixed = fix(data, judged, SAFE)
    assert not fixed.dropped
    if not fixed.applied:
        return
    assert fix(fixed.data, judged, SAFE).data == fixed.data
    if blocked(before):
        return  # Nothing could load without it.
    assert not blocked(judged(fixed.data))
    now = transition(name, fixed.data, targets, tmp_path)
    assert now == transition(name, data, targets, tmp_path)


@pytest.mark.parametrize("label", TEXTS)
def test_unsafe_fixes_leave_what_loads(label: str) -> None:
    name, data, targets = TEXTS[label]

    def judged(text: bytes) -> Report:
        return check(text, name=name, targets=targets)

    before = judged(data)
    fixed = fix(data, judged, ALL)
    assert blocked(before) or not blocked(judged(fixed.data))
    assert fix(fixed.data, judged, ALL).data == fixed.data
