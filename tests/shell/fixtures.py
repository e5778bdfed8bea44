"""Pytest fixtures: a test module that wants them imports them by name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import available
from .oracle import Shell

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus" / "crm"


def recorded(name: str) -> dict[str, dict[str, Any]]:
    """The records of a list of verdicts, by file."""
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return {record["file"]: record for record in map(json.loads, lines)}


@pytest.fixture(scope="session")
def shell() -> Iterator[Shell]:
    """The system's crm shell."""
    available.require()
    with Shell() as opened:
        yield opened
