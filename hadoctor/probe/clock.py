"""Who sets the clock of this node, and whether it is right."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Clock, Synchronization, TimeDaemon
from hadoctor.probe import chrony, ntp, timesyncd
from hadoctor.probe.clock_steps import steps
from hadoctor.probe.gather import Probe
from hadoctor.probe.identity import CONTAINERS, virtualization
from hadoctor.probe.processes import running, started
from hadoctor.probe.systemctl import enabled, show
from hadoctor.probe.world import World

UNITS = {
    "chrony": ("chrony", "chronyd"),
    "ntp": ("ntp", "ntpd", "ntpsec"),
    "timesyncd": ("systemd-timesyncd",),
    "openntpd": ("openntpd",),
}
"""The units of each, as the distributions name them."""
PROCESSES = {"chronyd": "chrony", "ntpd": "ntp", "systemd-timesyncd": "timesyncd"}
HELPERS = ("ptp4l", "phc2sys", "vmtoolsd", "VBoxService", "qemu-ga")
"""Programs that may set the clock, too. Whether they do cannot be told from here."""
_PROPERTIES = ("UnitFileState", "ActiveState", "Conflicts")


def clock(world: World) -> Clock | Unknown:
    processes = running(world, (*PROCESSES, *HELPERS))
    if isinstance(processes, Unknown):
        return processes
    daemons = _daemons(world, {PROCESSES[p] for p in processes if p in PROCESSES})
    state = _state(world, [d.kind for d in daemons if d.running])
    kind = virtualization(world)
    starts = [started(world, pid) for name, pid in processes.items() if name in PROCESSES]
    return Clock(
        daemons,
        tuple(sorted(p for p in processes if p in HELPERS)),
        state if isinstance(state, Synchronization) else None,
        state.why if isinstance(state, Unknown) else "",
        steps(world, [d.kind for d in daemons if d.running or d.enabled]),
        min((world.now() - start for start in starts if start is not None), default=None),
        kind in CONTAINERS,
        kind not in ("none", "") and kind not in CONTAINERS,
    )


def _daemons(world: World, processes: set[str]) -> tuple[TimeDaemon, ...]:
    shown = show(world, (f"{u}.service" for units in UNITS.values() for u in units), _PROPERTIES)
    properties = {} if isinstance(shown, Unknown) else shown
    found = []
    for kind, units in UNITS.items():
        # chronyd.service may be another name of chrony.service: the first that is there counts.
        unit = next((u for u in units if _usable(properties, u)), "")
        own = properties.get(f"{unit}.service", {})
        active = own.get("ActiveState") == "active"
        # OpenNTPD's process has the name of ntpd; there systemd has to tell.
        runs = active if kind == "openntpd" else kind in processes
        if kind == "ntp" and runs and not active and _active(properties, "openntpd"):
            runs = False
        if unit or runs:
            found.append(
                TimeDaemon(
                    kind,
                    unit,
                    runs,
                    enabled(own.get("UnitFileState", "")) if unit else None,
                    tuple(c for c in own.get("Conflicts", "").split() if c != "shutdown.target"),
                )
            )
    return tuple(found)


def _usable(properties: dict[str, dict[str, str]], unit: str) -> bool:
    """Whether a unit is installed, and nobody has forbidden it."""
    return properties.get(f"{unit}.service", {}).get("LoadState", "masked") != "masked"


def _active(properties: dict[str, dict[str, str]], unit: str) -> bool:
    return properties.get(f"{unit}.service", {}).get("ActiveState") == "active"


def _state(world: World, kinds: list[str]) -> Synchronization | Unknown:
    """Of the daemon that runs; the best of them where there are several."""
    asked = {"chrony": chrony.state, "ntp": ntp.state, "timesyncd": timesyncd.state}
    found: Synchronization | Unknown = Unknown("no time service runs")
    for kind in kinds:
        if kind not in asked:
            found = Unknown(f"{kind} cannot be asked")
            continue
        said = asked[kind](world)
        if (
            isinstance(said, Synchronization)
            and (isinstance(found, Unknown) or not found.synchronized)
        ) or isinstance(found, Unknown):
            found = said
    return found


PROBES = (Probe(Clock, "clock", clock),)
