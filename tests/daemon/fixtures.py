"""Pytest fixtures: a test module that wants them imports them by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from . import available
from .oracle import Oracle
from .pool import Pool

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus" / "corosync"
HOSTS = (CORPUS / "hosts").read_text()


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """The system's corosync, under the conditions of the corpus."""
    available.require()
    with Oracle(HOSTS) as opened:
        yield opened


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """The same, one for each processor."""
    available.require()
    with Pool(hosts=HOSTS) as opened:
        yield opened
