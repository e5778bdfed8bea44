"""What we say about CIBs against the schema and the real shell's dump, on ones that nobody wrote."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

import pytest

from hadoctor.model.cib.schema import validate
from hadoctor.model.crm.dump import dump
from hadoctor.source import Source
from hadoctor.syntax.xml import parse
from hadoctor.target import CRMSHS
from tests.shell import cibs
from tests.shell.fixtures import shell
from tests.shell.oracle import Shell

__all__ = ["shell"]

# As in test_shell.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))
BATCH = 250
SHOWN = 5


class Ours(NamedTuple):
    faults: tuple[str, ...]
    show: str


def judged(text: str) -> Ours:
    document = parse(Source("cib.xml", text.encode()))
    assert document.root is not None
    faults = tuple(refusal.message for refusal in validate(document.root, "3.9"))
    return Ours(faults, dump(document.root, CRMSHS["4.4"]))


@pytest.mark.parametrize("batch", range((EXPLORE or 1000) // BATCH))
def test_a_cib_is_valid_and_shown_as_the_shell_does(batch: int, shell: Shell) -> None:
    start = (time.time_ns() if EXPLORE else batch) * BATCH
    found = []
    for seed in range(start, start + BATCH):
        text = cibs.text(seed)
        theirs, ours = shell.print(text), judged(text)
        if theirs.valid != (not ours.faults):
            found.append(f"{text}\nvalid: {theirs.valid} {theirs.messages}\nours: {ours.faults}")
        # The shell never sees a CIB that is not valid, and dies of some that are.
        elif theirs.valid and theirs.show is not None and theirs.show != ours.show:
            found.append(f"{text}\nshell: {theirs.show}\nours: {ours.show}")
    assert not found, "\n\n".join([f"{len(found)} of {BATCH}", *found[:SHOWN]])
