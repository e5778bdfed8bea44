"""Whether a lost node can be fenced. The scheduler only asks for it; what then can do it is the fencer's
business, which a simulation takes for granted.

A device can fence a node that it is for, when it is not stopped on purpose and may be used on a node that is
left; a level of the topology when all its devices can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hadoctor.model.pacemaker.fence_device import KDUMP, FenceDevice, fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import banned_from, bans
from hadoctor.model.pacemaker.watchdog import runs, watchdog_timeout


class Fencing:
    """The fencing of a cluster."""

    def __init__(self, pacemaker: Pacemaker, nodes: Iterable[str]) -> None:
        """`nodes`: those that run corosync."""
        self.on = pacemaker.fencing is not False
        self.watchdog = watchdog_timeout(pacemaker) is not None and runs(pacemaker) is not False
        self._pacemaker = pacemaker
        self._nodes = {name.lower() for name in nodes}
        self._bans = bans(pacemaker, self._nodes)
        self.devices = fence_devices(pacemaker)

    @property
    def possible(self) -> bool:
        """Whether anything is there to fence with: without it Pacemaker starts nothing."""
        return bool(self.devices) or self.watchdog

    def why_not(self, lost: str) -> str:
        """Why a node cannot be fenced; empty where it can, as far as the configuration says."""
        if self.watchdog:
            return ""
        lost = lost.lower()
        faults = {d.id: self._fault(d, lost) for d in self.devices}
        levels = self._levels(lost)
        if levels is None:
            return ""
        if not levels:
            if not all(faults.values()):
                return ""
            return "; ".join(dict.fromkeys(f for f in faults.values() if f))
        for level in levels:
            if not any(faults.get(id_, f"there is no device '{id_}'") for id_ in level):
                return ""
        return "no level of the fencing topology can do it: " + "; ".join(
            dict.fromkeys(
                fault
                for level in levels
                for id_ in level
                if (fault := faults.get(id_, f"there is no device '{id_}'"))
            )
        )

    def _fault(self, device: FenceDevice, lost: str) -> str:
        """Why a device cannot fence a node."""
        if device.type == KDUMP:
            return f"'{device.id}' only asks for a crash dump"
        if device.disabled:
            return f"'{device.id}' is stopped"
        if device.targets is not None and lost not in device.targets:
            return f"'{device.id}' is not for it"
        left = self._nodes - {lost}
        if left and left <= set(banned_from(device.resource, self._bans)):
            return f"'{device.id}' may run on no other node"
        return ""

    def _levels(self, lost: str) -> list[tuple[str, ...]] | None:
        """The devices of each level for a node; None where an attribute decides which are for it."""
        found: list[tuple[str, ...]] = []
        for level in self._pacemaker.fencing_levels:
            target, pattern = level.get("target"), level.get("target-pattern")
            if level.get("target-attribute") is not None:
                return None
            if pattern is not None and not _plain(pattern):
                return None
            matches = target is not None and target.lower() == lost
            matches |= (
                pattern is not None and re.fullmatch(pattern, lost, re.IGNORECASE) is not None
            )
            if matches:
                devices = (level.get("devices") or "").split(",")
                found.append(tuple(id_.strip() for id_ in devices if id_.strip()))
        return found


def _plain(pattern: str) -> bool:
    """Whether a pattern is simple enough to try it."""
    return len(pattern) < 100 and re.fullmatch(r"[\w-]*(?:\.\*)?[\w-]*", pattern) is not None
