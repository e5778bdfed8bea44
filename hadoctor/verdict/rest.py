"""A cluster that comes to rest: one transition after the other is carried out until nothing is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.verdict.moves import stopped, together
from hadoctor.verdict.reasons import Reasons
from hadoctor.verdict.simulate import Scheduler
from hadoctor.verdict.state import State, read
from hadoctor.verdict.types import Down

STEPS = 8
"""So many transitions one after the other; more than three are rare."""


class Rested(NamedTuple):
    """A cluster that has come to rest. It does not where actions wait for each other, or where each
    transition is followed by one more."""

    state: State
    cib: bytes
    fenced: frozenset[str]
    at_rest: bool


def rest(scheduler: Scheduler, cib: bytes, *event: str, options: Iterable[str] = ()) -> Rested:
    """What becomes of a cluster after an event. `options` are for every run, the event for the first."""
    fenced: frozenset[str] = frozenset()
    options = tuple(options)
    arguments = (*options, *event)
    for _ in range(STEPS):
        answer = scheduler.run(cib, *arguments)
        state = read(answer.out)
        cib = answer.cib
        fenced |= state.fenced
        if not state.moving or not answer.finished:
            return Rested(state, cib, fenced, at_rest=answer.finished)
        arguments = options
    return Rested(state, cib, fenced, at_rest=False)


def down(before: State, after: State, pacemaker: Pacemaker, whole: str = "") -> tuple[Down, ...]:
    """What ran before and does not run any more, and why; fence devices are not counted. `whole`: what
    keeps the cluster from starting anything at all, if there is such a thing."""
    reasons = Reasons(pacemaker, after, whole)
    gone = dict(stopped(before, after, pacemaker))
    services = [id_ for id_ in gone if not pacemaker.resources[id_].is_fencing]
    return tuple(
        Down(name, reasons.why(id_, unpromoted=gone[id_]))
        for name, id_ in together(services, pacemaker).items()
    )
