"""Running rules on texts, as tests and rule pages do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hadoctor.engine import Report, run
from hadoctor.facts.files import from_bytes
from hadoctor.registry import all_rules
from hadoctor.rule import Rule
from hadoctor.target import TARGETS


def check(
    data: str | bytes,
    *,
    target: str = "3.1",
    rules: tuple[Rule, ...] | None = None,
    folder: Path | None = None,
    files: Mapping[str, str] | None = None,
) -> Report:
    """The report on one corosync.conf; `files` are written beside it, into `folder`. Those whose name
    ends in corosync.conf are given to the run, too."""
    raw = data.encode() if isinstance(data, str) else data
    for name, text in (files or {}).items():
        assert folder is not None
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    beside = str(folder) if folder is not None else None
    subjects = [from_bytes("corosync.conf", raw, TARGETS[target], beside)]
    for name, text in (files or {}).items():
        if name.endswith("corosync.conf"):
            subjects.append(from_bytes(name, text.encode(), TARGETS[target]))
    return run(subjects, all_rules() if rules is None else rules, target)


def codes(report: Report) -> list[str]:
    return [r.code for r in report.findings]


def blocks(report: Report) -> set[str]:
    """What the report says that the daemon refuses: load, start, both or nothing."""
    return {r.finding.blocks.value for r in report.findings if r.finding.blocks}
