"""Running rules on texts, as tests and rule pages do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hadoctor.engine import Report, run
from hadoctor.facts import Facts
from hadoctor.facts.files import from_bytes
from hadoctor.facts.files import given as read_given
from hadoctor.facts.freeze import thaw
from hadoctor.facts.language import SAVED
from hadoctor.facts.node.all import KINDS
from hadoctor.facts.saved import FORMAT
from hadoctor.facts.subject import NODE, Input, Subject
from hadoctor.registry import chosen, given
from hadoctor.rule import Rule
from hadoctor.target import DEFAULTS, Targets

CONFIGURATIONS = ("corosync.conf", ".crm", "cib.xml")


def check(
    data: str | bytes,
    *,
    name: str = "corosync.conf",
    target: str | None = None,
    targets: Targets = DEFAULTS,
    rules: tuple[Rule, ...] | None = None,
    folder: Path | None = None,
    files: Mapping[str, str] | None = None,
    facts: str = "",
    peers: str = "",
) -> Report:
    """The report on one configuration; `files` are written beside it, into `folder`. Those that are
    configurations by their names are given to the run, too. `target`: the release of corosync. `facts`:
    what the node says, as JSON by the names of kinds; without a `name` there is only that. `peers`: the
    same of several nodes that have this corosync.conf."""
    if target is not None:
        targets = targets.with_("corosync", target)
    raw = data.encode() if isinstance(data, str) else data
    for other, text in (files or {}).items():
        assert folder is not None
        path = folder / other
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if peers:
        return run(saved(raw.decode(), peers), chosen() if rules is None else given(rules))
    beside = str(folder) if folder is not None else None
    subjects = [from_bytes(name, raw, targets, beside)] if name else []
    for other, text in (files or {}).items():
        if other.endswith(CONFIGURATIONS):
            subjects.append(from_bytes(other, text.encode(), targets))
    if facts:
        subjects = _with_facts(subjects, facts)
    return run(subjects, chosen() if rules is None else given(rules), targets)


def _with_facts(subjects: list[Subject | Input], text: str) -> list[Subject | Input]:
    """The subjects with what the node says, and the node itself."""
    kinds = {kind.__name__: kind for kind in KINDS}
    known = {kinds[name]: thaw(kinds[name], one) for name, one in json.loads(text).items()}
    node = Facts(known)
    found: list[Subject | Input] = []
    for subject in subjects:
        if isinstance(subject, Subject):
            subject = subject._replace(facts=subject.facts.and_(Facts(known)))
            node = node.and_(subject.facts)
        found.append(subject)
    return [*found, Subject(Input("node", "node"), node, language=NODE)]


def saved(corosync: str, peers: str) -> list[Subject | Input]:
    """The subjects of nodes that have saved their facts, each into a file of its name."""
    kinds = {kind.__name__ for kind in KINDS}
    found: list[Subject | Input] = []
    for name, said in json.loads(peers).items():
        facts = {"Identity": {}, **{k: v for k, v in said.items() if k in kinds}}
        facts["Identity"] = {"hostname": name, **facts["Identity"]}
        texts = {"corosync.conf": corosync, **{k: v for k, v in said.items() if k not in kinds}}
        node = {
            "format": f"{SAVED}-{FORMAT}",
            "node": facts["Identity"]["hostname"],
            "texts": {
                k: {"origin": k, "text": v if isinstance(v, str) else json.dumps(v)}
                for k, v in texts.items()
            },
            "facts": facts,
        }
        found += read_given(f"{name}.json", json.dumps(node).encode(), DEFAULTS)
    assert not [one for one in found if isinstance(one, Input)]
    return found


def codes(report: Report) -> list[str]:
    return [r.code for r in report.findings]


def blocks(report: Report) -> set[str]:
    """What the report says that the daemon refuses: load, start, both or nothing."""
    return {r.finding.blocks.value for r in report.findings if r.finding.blocks}
