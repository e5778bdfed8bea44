"""What a test needs of the real stack: where that is not there the test is skipped, with the reason; in CI
it fails."""

from __future__ import annotations

import os

import pytest


def require(why_not: str | None) -> None:
    """`why_not`: the reason why it cannot be had here, or None."""
    if why_not is None:
        return
    if os.environ.get("CI"):
        pytest.fail(why_not)
    pytest.skip(why_not)
