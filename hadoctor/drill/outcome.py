"""What came out of a drill."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.drill.poll import Silence
from hadoctor.facts.node.cluster import Failure
from hadoctor.verdict.types import Down, Move


class Trip(NamedTuple):
    """A move that was really seen."""

    move: Move
    seconds: float | None
    """From the change until it had arrived; None where no look has caught that."""


class Leg(NamedTuple):
    """One half of a drill: the way there, or back."""

    seconds: float
    """Until the cluster was at rest."""
    trips: tuple[Trip, ...]
    down: tuple[Down, ...]
    """What ran before the drill and now runs nowhere."""
    failures: tuple[Failure, ...] = ()
    """Actions that have failed meanwhile."""


class Gap(NamedTuple):
    """How long a floating IP did not answer."""

    resource: str
    address: str
    away: Silence | None = None
    """On the way there. None: nothing is known, and `why`."""
    back: Silence | None = None
    seen_from: str = ""
    """The node that asked, and whether it held the address itself."""
    why: str = ""


class Outcome(NamedTuple):
    node: str
    away: Leg | None = None
    """None: it did not come so far."""
    back: Leg | None = None
    gaps: tuple[Gap, ...] = ()
    elsewhere: tuple[Move, ...] = ()
    """What is not where it was before, at the end."""
    aborted: str = ""
    """Why it was ended before its end; the node was brought online again."""
    refused: str = ""
    """Why nothing was done at all."""
    stuck: str = ""
    """Why the node could not be brought online again."""
    problems: tuple[str, ...] = ()
    """What is not as it should be, at the end."""

    @property
    def passed(self) -> bool:
        return not (self.aborted or self.refused or self.stuck or self.problems)
