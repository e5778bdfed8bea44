"""Takes a repair back: its steps in reverse order, each by its record."""

from __future__ import annotations

import contextlib

from hadoctor.repair.disk import RefusedError
from hadoctor.repair.hand import Hand
from hadoctor.repair.journal import Entry, Journal, State


def hand_of(journal: Journal, identity: str) -> Hand:
    return Hand(
        identity,
        lambda name, data: journal.keep(identity, name, data),
        lambda name: journal.fetch(identity, name),
    )


def undo(journal: Journal, entry: Entry, why: str) -> Entry:
    """Nothing is done where a part of it could not be taken back because somebody has changed it since:
    then RefusedError says what. One that was interrupted is taken back as far as it came.

    The entry that comes back is UNDONE, or STUCK where a step failed on the way.
    """
    hand = hand_of(journal, entry.identity)
    for record in entry.records:
        hand.may_undo(record)
    entry = _noted(journal, entry._replace(state=State.UNDOING, why=why))
    failed = []
    for record in reversed(entry.records):
        try:
            hand.undo(record)
        except RefusedError as error:
            failed.append(str(error))
    if failed:
        why = f"{why}; then: {'; '.join(failed)}"
        return _noted(journal, entry._replace(state=State.STUCK, why=why))
    return _noted(journal, entry._replace(state=State.UNDONE))


def _noted(journal: Journal, entry: Entry) -> Entry:
    """In the journal, if it can be written: on a full disk a repair is taken back all the same. What is
    then still called open is taken back once more by the next run, which finds nothing left to do."""
    with contextlib.suppress(RefusedError):
        journal.save(entry)
    return entry


def undo_or_stuck(journal: Journal, entry: Entry, why: str) -> Entry:
    """The same where nobody is there to whom a refusal could be told: the entry keeps it."""
    try:
        return undo(journal, entry, why)
    except RefusedError as error:
        return _noted(journal, entry._replace(state=State.STUCK, why=f"{why}; then: {error}"))


def recover(journal: Journal) -> list[Entry]:
    """Takes back what a run has left half done that was killed: the youngest first."""
    left = [entry for entry in journal.entries() if entry.state.open]
    return [undo_or_stuck(journal, entry, "hadoctor was interrupted") for entry in reversed(left)]
