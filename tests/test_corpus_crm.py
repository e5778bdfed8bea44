"""On every file of the crm corpus, for every release: our verdict is the recorded one of the real
shell, and so are the configuration that it stores and its dump of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hadoctor.model.cib.canonical import canonical
from hadoctor.model.crm.dump import dump
from hadoctor.model.crm.load import Loaded, load
from hadoctor.source import Source
from hadoctor.target import DEFAULTS, Targets
from tests.shell.fixtures import CORPUS

OLD = DEFAULTS.with_("crmsh", "4.4").with_("pacemaker", "2.1")
NEW = DEFAULTS.with_("crmsh", "5").with_("pacemaker", "2.1")
NEWEST = NEW.with_("pacemaker", "3.0")
# For each, the lists of records; a later one has only what differs from those before it.
RECORDS = {
    "4.4": (OLD, ["verdicts.jsonl"]),
    "5": (NEW, ["verdicts.jsonl", "verdicts-5x.jsonl"]),
    "5 on Pacemaker 3": (
        NEWEST,
        ["verdicts.jsonl", "verdicts-5x.jsonl", "verdicts-5x-schema4.jsonl"],
    ),
}
# A dump hides the id of what it refers to: the shell refuses its own text.
HIDDEN = {"cluster-id-refs.show"}


class Case(NamedTuple):
    targets: Targets
    record: dict[str, Any]


def recorded() -> Iterator[Any]:
    for release, (targets, lists) in RECORDS.items():
        records: dict[str, dict[str, Any]] = {}
        for name in lists:
            for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                records[record["file"]] = record
        for file, record in records.items():
            yield pytest.param(Case(targets, record), id=f"{release}-{file}")


CASES = list(recorded())


def loaded(name: str, targets: Targets) -> Loaded:
    return load(Source(name, (CORPUS / name).read_bytes()), targets)


@pytest.mark.parametrize("case", CASES)
def test_verdict(case: Case) -> None:
    ours = loaded(case.record["file"], case.targets)
    assert ours.accepted == case.record["accepted"], ours.refusals


@pytest.mark.parametrize("case", CASES)
def test_configuration(case: Case) -> None:
    if case.record["accepted"]:
        ours = loaded(case.record["file"], case.targets)
        assert canonical(ours.configuration) == case.record["cib"]


@pytest.mark.parametrize("case", CASES)
def test_dump(case: Case) -> None:
    if case.record["accepted"]:
        ours = loaded(case.record["file"], case.targets)
        dumped = dump(
            ours.configuration,
            case.targets.crmsh,
            schema="3.9" if case.targets.pacemaker.before("3.0") else "4.0",
        )
        assert dumped == shown(case.record)


def shown(record: dict[str, Any]) -> str:
    """The recorded dump; without one of its own a release prints what 4.4 prints."""
    if "show" in record:
        return str(record["show"])
    path: Path = CORPUS / record["file"]
    return path.with_suffix(".show").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.glob("*.show")))
def test_a_dump_is_read_and_dumped_again(name: str) -> None:
    ours = loaded(name, OLD)
    assert ours.accepted == (name not in HIDDEN), ours.refusals
    if ours.accepted:
        assert dump(ours.configuration, OLD.crmsh) == (CORPUS / name).read_text(encoding="utf-8")
