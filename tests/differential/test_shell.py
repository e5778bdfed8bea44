"""What we say about crm text against the real shell, on files that nobody wrote."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from hadoctor.target import DEFAULTS, Targets
from tests.differential.shell_cases import Disagreement, compare, shrunk, texts
from tests.shell import available
from tests.shell.oracle import Shell

# The same files in every run, so that a change is judged and not the dice; to look for new
# disagreements, set HADOCTOR_EXAMPLES to a number: that many, other ones each time.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))
BATCH = 100
SHOWN = 20


class Release(NamedTuple):
    """A release of the shell, and the targets that it stands for."""

    targets: Targets
    shell: Shell

    def wrong(self, text: bytes) -> Disagreement | None:
        return compare(text, self.shell.load(text), self.targets)


@pytest.fixture(scope="module", params=["4.4", *available.releases()])
def release(request: pytest.FixtureRequest) -> Iterator[Release]:
    """The system's crmsh, and whatever other releases the environment names."""
    available.require()
    with Shell(modules=available.releases().get(request.param)) as shell:
        yield Release(DEFAULTS.with_("crmsh", request.param), shell)


@pytest.mark.parametrize("batch", range((EXPLORE or 1000) // BATCH))
def test_does_with_a_file_what_the_shell_does(batch: int, release: Release) -> None:
    start = (time.time_ns() if EXPLORE else batch) * BATCH
    found = [wrong for text in texts(start, BATCH) if (wrong := release.wrong(text))]
    shown = [str(smallest(wrong, release)) for wrong in found[:SHOWN]]
    assert not found, "\n".join([f"{len(found)} of {BATCH}", *shown])


def smallest(wrong: Disagreement, release: Release) -> Disagreement:
    """The same disagreement about a smaller file."""

    def still(text: bytes) -> bool:
        other = release.wrong(text)
        return other is not None and other.about == wrong.about

    return release.wrong(shrunk(wrong.text, still)) or wrong
