"""Can this machine run Pacemaker's scheduler?"""

from __future__ import annotations

from hadoctor.verdict.simulate import program
from tests import required


def require() -> None:
    """Skip the test where the scheduler is not installed; in CI that is a failure instead."""
    required.require(None if program() else "crm_simulate is not installed")
