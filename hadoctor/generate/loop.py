"""The closed loop: what is generated is checked by the rules before anybody gets it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from typing import NamedTuple

from hadoctor.finding import Reported, Severity
from hadoctor.target import Targets

CHECKED = ("corosync.conf", "cluster.crm", "hosts")


class Judged(NamedTuple):
    findings: tuple[Reported, ...]
    broken: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.findings)


def judged(files: Mapping[str, bytes], targets: Targets) -> Judged:
    """What `hadoctor check` says of the folder."""
    from hadoctor.engine import run
    from hadoctor.facts.files import subjects
    from hadoctor.registry import chosen

    with tempfile.TemporaryDirectory(prefix="hadoctor-") as folder:
        for name in CHECKED:
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(files[name])
        report = run(subjects([folder], targets), chosen((), ()), targets)
        unread = tuple(f"{i.path}: {i.error}" for i in report.unreadable)
        broken = tuple(f"{b.code}: {b.error}" for b in report.broken)
        return Judged(report.findings, (*unread, *broken))


def choices(found: Judged) -> dict[str, list[Reported]]:
    """What the description has chosen although the rules warn of it, by file; errors are none."""
    by_file: dict[str, list[Reported]] = {}
    for one in found.findings:
        if one.severity < Severity.ERROR:
            by_file.setdefault(os.path.basename(one.finding.at.source.name), []).append(one)
    return by_file
