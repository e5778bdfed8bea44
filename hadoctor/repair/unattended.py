"""`python -m hadoctor.repair.unattended ID SECONDS BASE [watched]`: what the dead man's timer runs. Takes a
repair back that nobody has confirmed by then; `watched`: also as soon as standard input ends, which it
does with the process that repairs."""

from __future__ import annotations

import contextlib
import select
import sys
import time

from hadoctor.repair.disk import RefusedError
from hadoctor.repair.journal import Journal, State
from hadoctor.repair.undo import undo_or_stuck

PATIENCE = 30.0
"""Seconds that a process may still hold the lock that repairs. One that hangs longer is no reason to
leave the operator cut off."""
ORPHAN = 2.0
"""Seconds for a command of the process that is gone to end: what it does is then taken back after it."""
TRIES = 12
BETWEEN = 5.0
"""Seconds until what could not be taken back is tried again."""


def main(identity: str, seconds: str, base: str, *watched: str) -> None:
    why = "nobody confirmed it in time"
    if watched:
        gone, _, _ = select.select([sys.stdin], [], [], float(seconds))
        if gone:
            why = "the process that did it was gone"
            time.sleep(ORPHAN)
    else:
        time.sleep(float(seconds))
    journal = Journal(base)
    with contextlib.ExitStack() as held:
        with contextlib.suppress(RefusedError):
            held.enter_context(journal.lock(PATIENCE))
        entry = journal.get(identity)
        if entry is None or not entry.state.open:
            return
        for _ in range(TRIES):
            if undo_or_stuck(journal, entry, why).state is not State.STUCK:
                return
            time.sleep(BETWEEN)


if __name__ == "__main__":
    main(*sys.argv[1:5])
