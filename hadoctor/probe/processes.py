"""The programs that run on this node, by the names that the kernel has of them."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.facts import Unknown
from hadoctor.probe.configuration import lines
from hadoctor.probe.stack import own_and_alive
from hadoctor.probe.world import World

NAME_MAX = 15
"""The kernel cuts the name of a process there."""
_TICKS = 100
"""Of the clock that /proc/PID/stat counts in, a second; the kernel's USER_HZ."""


def running(world: World, names: Iterable[str]) -> dict[str, int] | Unknown:
    """Which of the programs run here, and not in a container, with the process id of one of each."""
    wanted = {name[:NAME_MAX]: name for name in names}
    pids = world.names("/proc")
    if isinstance(pids, Unknown):
        return pids
    found: dict[str, int] = {}
    for pid in pids:
        said = world.read(f"/proc/{pid}/comm", 64) if pid.isdecimal() else Unknown("no process")
        name = "" if isinstance(said, Unknown) else said.decode("latin-1").strip()
        if name in wanted and wanted[name] not in found:
            status = world.read(f"/proc/{pid}/status", 4096)
            if not isinstance(status, Unknown) and own_and_alive(status.decode("latin-1")):
                found[wanted[name]] = int(pid)
    return found


def started(world: World, pid: int) -> float | None:
    """When a process was started, in seconds since the epoch; None where that is not known."""
    said = lines(world.read(f"/proc/{pid}/stat", 4096))
    boot = [line.split()[1] for line in lines(world.read("/proc/stat")) if line[:6] == "btime "]
    fields = said[0].rpartition(")")[2].split() if said else []
    # proc_pid_stat(5): starttime is the 22nd field, the 20th behind the name.
    if len(fields) < 20 or not fields[19].isdecimal() or not boot or not boot[0].isdecimal():
        return None
    return int(boot[0]) + int(fields[19]) / _TICKS
