"""Can this machine run Pacemaker's scheduler?"""

from __future__ import annotations

import os

import pytest

from hadoctor.verdict.simulate import program


def require() -> None:
    """Skip the test where the scheduler is not installed; in CI that is a failure instead."""
    if program() is not None:
        return
    reason = "crm_simulate is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
