"""hadoctor: a config linter and diagnostics toolkit for Corosync and Pacemaker clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hadoctor.engine import Report

__version__ = "0.1.0"


def check(
    paths: list[str], *, target: str = "3.1", pacemaker: str = "2.1", crmsh: str = "4.4"
) -> Report:
    """Checks files and folders as `hadoctor check` does. `target` is the release of corosync.

    Raises KeyError for a release that is not known.
    """
    from hadoctor.engine import run
    from hadoctor.facts.files import subjects
    from hadoctor.registry import chosen
    from hadoctor.target import DEFAULTS

    targets = DEFAULTS.with_("corosync", target).with_("pacemaker", pacemaker)
    targets = targets.with_("crmsh", crmsh)
    return run(subjects(paths, targets), chosen(), targets)
