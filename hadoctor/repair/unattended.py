"""`python -m hadoctor.repair.unattended ID SECONDS BASE`: what the dead man's timer runs. Takes a repair
back that nobody has confirmed by then."""

from __future__ import annotations

import contextlib
import sys
import time

from hadoctor.repair.disk import RefusedError
from hadoctor.repair.journal import Journal
from hadoctor.repair.undo import undo

PATIENCE = 30.0
"""Seconds that a process may still hold the lock that repairs. One that hangs longer is no reason to
leave the operator cut off."""


def main(identity: str, seconds: str, base: str) -> None:
    time.sleep(float(seconds))
    journal = Journal(base)
    with contextlib.ExitStack() as held:
        with contextlib.suppress(RefusedError):
            held.enter_context(journal.lock(PATIENCE))
        entry = journal.get(identity)
        if entry is not None and entry.state.open:
            undo(journal, entry, "nobody confirmed it in time")


if __name__ == "__main__":
    main(*sys.argv[1:4])
