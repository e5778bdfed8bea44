"""What Pacemaker's scheduler expects of a node's standby. It knows no agent and no application: that a
resource really starts where it is to run, only the drill itself shows."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.drill.status import with_standby
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.verdict.moves import moves, without
from hadoctor.verdict.rest import down, rest
from hadoctor.verdict.simulate import NAME, Scheduler
from hadoctor.verdict.state import State, read
from hadoctor.verdict.types import Down, Move

LIMIT = 60.0
"""Seconds for all simulations together."""


class Preview(NamedTuple):
    program: str
    """The scheduler that was asked: `crm_simulate 2.1.5`."""
    before: State
    moves: tuple[Move, ...] = ()
    down: tuple[Down, ...] = ()
    """What would run nowhere."""
    busy: bool = False
    """The cluster has something to do as it is; then nothing else is known."""
    fenced: tuple[str, ...] = ()
    """The nodes that would be fenced."""
    rests: bool = True

    def same(self, other: Preview) -> bool:
        """Whether the same is expected."""
        return self[2:] == other[2:]


def preview(cib: bytes, node: str, pacemaker: Pacemaker) -> Preview:
    """Raises SchedulerError where there is no answer."""
    with Scheduler(LIMIT) as scheduler:
        program = f"{NAME} {scheduler.version()}".strip()
        before = read(scheduler.run(cib).out)
        if before.moving:
            return Preview(program, before, busy=True)
        after = rest(scheduler, with_standby(cib, node))
    return Preview(
        program,
        before,
        moves(before, after.state, pacemaker),
        down(before, without(after.state, node), pacemaker),
        fenced=tuple(sorted(after.fenced)),
        rests=after.at_rest,
    )
