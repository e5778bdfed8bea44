"""Does one repair: its steps, then the proof that it helped; else all of it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hadoctor.repair.deadman import Timer
from hadoctor.repair.disk import RefusedError
from hadoctor.repair.ends import Ends, StoppedError
from hadoctor.repair.journal import Entry, Journal, State
from hadoctor.repair.step import Repair
from hadoctor.repair.undo import hand_of, undo_or_stuck

CONFIRMED_WITHIN = 120
"""Seconds for the operator to say that he is still there, after a repair that could cut him off."""


class Applied(NamedTuple):
    """What came out. `entry` is None where nothing was begun."""

    repair: Repair
    entry: Entry | None
    why: str = ""
    """Why it is not kept."""

    @property
    def kept(self) -> bool:
        return self.entry is not None and self.entry.state is State.KEPT


def apply(
    journal: Journal,
    repair: Repair,
    verify: Callable[[], str],
    confirm: Callable[[], bool] | None = None,
    within: int = CONFIRMED_WITHIN,
    *,
    watched: bool = False,
) -> Applied:
    """`verify` says why the repair has not helped, or nothing. `confirm` asks the operator whether he is
    still there, where the repair could have cut him off; None: nobody can be asked. `within`: seconds
    after which the timer takes such a repair back by itself; `watched`: also as soon as this process is
    gone."""
    try:
        entry = journal.begin(repair)
    except RefusedError as error:
        return Applied(repair, None, str(error))
    timer = Timer(entry.identity, journal.base)
    with Ends() as ends:
        try:
            try:
                if repair.cuts_off:
                    timer.start(within, watched=watched)
                entry = _steps(journal, repair, entry, ends)
                why = verify()
                if not why and repair.cuts_off and confirm is not None and not confirm():
                    why = "nobody confirmed it"
                with ends.shield():
                    entry = journal.get(entry.identity) or entry
                    if not why and entry.state is State.APPLIED:
                        return Applied(repair, journal.save(entry._replace(state=State.KEPT)))
            except (RefusedError, StoppedError) as error:
                why = str(error)
            with ends.shield(check=False):
                return Applied(repair, _undone(journal, entry.identity, why), why)
        except BaseException as error:
            with ends.shield(check=False):
                _undone(journal, entry.identity, f"{type(error).__name__}: {error}")
            raise
        finally:
            # Only now: a process that is killed while it takes a repair back still has its timer.
            timer.stop()


def _steps(journal: Journal, repair: Repair, entry: Entry, ends: Ends) -> Entry:
    hand = hand_of(journal, entry.identity)
    for number, step in enumerate(repair.steps):
        with ends.shield():
            record = hand.look(step, number)
            # On disk before the step begins: whatever happens then, it can be taken back.
            entry = journal.save(entry._replace(records=(*entry.records, record)))
            done = hand.do(step, record)
            entry = entry._replace(records=(*entry.records[:-1], done))
    return journal.save(entry._replace(state=State.APPLIED))


def _undone(journal: Journal, identity: str, why: str) -> Entry | None:
    """The entry is taken as it is on disk: the timer may have been here."""
    entry = journal.get(identity)
    if entry is None or not entry.state.open:
        return entry
    return undo_or_stuck(journal, entry, why)
