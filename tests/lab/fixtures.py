"""Pytest fixtures: a test module that wants them imports them by name.

from tests.lab.fixtures import lab

def test_it(lab: Lab) -> None:
    with lab.cluster(nodes=2, links=2) as cluster: ...
    cluster = lab.shared(pacemaker=True)
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import available
from .lab import Lab


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """The lab; where it cannot be had, the test is skipped, or fails in CI."""
    available.require()
    made = Lab()
    try:
        yield made
    finally:
        made.close()
