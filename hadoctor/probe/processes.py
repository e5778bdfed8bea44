"""The programs that run on this node, by the names that the kernel has of them."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.facts import Unknown
from hadoctor.probe.stack import own_and_alive
from hadoctor.probe.world import World

NAME_MAX = 15
"""The kernel cuts the name of a process there."""


def running(world: World, names: Iterable[str]) -> frozenset[str] | Unknown:
    """Which of the programs run here, and not in a container."""
    wanted = {name[:NAME_MAX]: name for name in names}
    pids = world.names("/proc")
    if isinstance(pids, Unknown):
        return pids
    found = set()
    for pid in pids:
        said = world.read(f"/proc/{pid}/comm", 64) if pid.isdecimal() else Unknown("no process")
        name = "" if isinstance(said, Unknown) else said.decode("latin-1").strip()
        if name in wanted and wanted[name] not in found:
            status = world.read(f"/proc/{pid}/status", 4096)
            if not isinstance(status, Unknown) and own_and_alive(status.decode("latin-1")):
                found.add(wanted[name])
    return frozenset(found)
