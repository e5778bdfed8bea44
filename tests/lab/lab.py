"""The clusters of a run of tests: some for one test, some shared by many."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from . import available
from .cluster import Cluster
from .inside import LabError
from .plan import Plan

# Idle clusters cost memory and a little time; the one longest not asked for goes first.
MOST_SHARED = 3
# A cluster that a test has left damaged gets this long to recover, in seconds.
RECOVERY = 10.0


class Lab:
    """The factory behind the fixture. Options are those of `Plan`."""

    def __init__(self) -> None:
        self._shared: dict[str, Cluster] = {}

    def cluster(self, *, wait: bool = True, limit: float = 90, **options: Any) -> Cluster:
        """A new cluster, to be started with `with`. `wait`: for it to be sound."""
        plan = Plan(**options)
        available.require(plan.full)
        return Cluster(plan, wait=wait, limit=limit)

    def shared(self, **options: Any) -> Cluster:
        """A running, sound cluster, perhaps one that was there already.

        Whoever changes something in it should set that right again. It is started anew when it is
        not sound and does not become so; what is left of a change that does no harm, stays.
        """
        plan = Plan(**options)
        available.require(plan.full)
        key = repr(plan)
        known = self._shared.pop(key, None)
        if known is not None:
            try:
                known.wait_sound(RECOVERY)
            except LabError:
                known.close()
                known = None
        if known is None:
            while len(self._shared) >= MOST_SHARED:
                self._shared.pop(next(iter(self._shared))).close()
            known = Cluster(plan)
            known.start()
        self._shared[key] = known
        return known

    def close(self) -> None:
        """End all shared clusters."""
        while self._shared:
            with suppress(LabError):
                self._shared.popitem()[1].close()
