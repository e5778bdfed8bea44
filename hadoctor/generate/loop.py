"""The closed loop: what is generated is checked by the rules before anybody gets it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from typing import NamedTuple

from hadoctor.finding import Reported
from hadoctor.target import Targets


class Judged(NamedTuple):
    findings: tuple[Reported, ...]
    broken: tuple[str, ...] = ()


def judged(files: Mapping[str, bytes], targets: Targets) -> Judged:
    """What `hadoctor check` says of the folder. Which findings are settled by the user is known from the
    files alone: a hadoctor.toml somewhere counts for nothing."""
    from hadoctor.engine import run
    from hadoctor.facts.files import subjects
    from hadoctor.registry import chosen

    with tempfile.TemporaryDirectory(prefix="hadoctor-") as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(data)
        report = run(subjects([folder], targets), chosen((), ()), targets)
    unread = tuple(f"{i.path}: {i.error}" for i in report.unreadable)
    broken = tuple(f"{b.code}: {b.error}" for b in report.broken)
    return Judged(report.findings, (*unread, *broken))
