"""hadoctor: a config linter and diagnostics toolkit for Corosync and Pacemaker clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hadoctor.engine import Report

__version__ = "0.1.0"


def check(paths: list[str], *, target: str = "3.1") -> Report:
    """Checks files and folders as `hadoctor check` does; `target` is the release of corosync."""
    from hadoctor.engine import run
    from hadoctor.facts.files import subjects
    from hadoctor.registry import all_rules
    from hadoctor.target import TARGETS

    return run(subjects(paths, TARGETS[target]), all_rules(), target)
