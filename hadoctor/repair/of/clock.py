"""One time service that keeps the clock right, and none that lets it jump. Nothing here sets the clock."""

import re
from collections.abc import Iterable, Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.clock import Clock, ClockStep, TimeDaemon
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.stack import Stack
from hadoctor.finding import Reported
from hadoctor.probe.clock import UNITS
from hadoctor.probe.clock_steps import CHRONY, NTP
from hadoctor.probe.world import World
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.systemd import (
    UnitState,
    disable,
    enable,
    forget_failure,
    start,
    states,
    stop,
)
from hadoctor.repair.step import Disruption, Protocol, Run, Step, WriteFile

_BEST = ("chrony", "ntp", "openntpd", "timesyncd")
_ASKED = {"chronyc": "chrony", "ntpq": "ntp", "timedatectl": "timesyncd"}
_STEPS = "where the clock is far off, the service may set it when it starts"
_SLOWLY = "a clock that is far off is led back slowly, as the cluster runs"
_NO_STEP = Run(("chronyc", "makestep", "1", "0"), ("chronyc", "--version"), harmless=True)
"""Until chronyd is started again; it comes before its sources have answered."""
_INSTALL = {
    "debian": "apt-get install chrony",
    "ubuntu": "apt-get install chrony",
    "sles": "zypper install chrony",
    "opensuse-leap": "zypper install chrony",
}
_MAKESTEP = re.compile(r"^(\s*makestep\s+(\S+)\s+)-\d+", re.I)


def _rank(daemon: TimeDaemon) -> int:
    return _BEST.index(daemon.kind) if daemon.kind in _BEST else len(_BEST)


@repairs("TIM001")
def one_time_service(
    need: Need, clock: Clock, identity: Identity | Unknown, stack: Stack | Unknown
) -> Repairs:
    """The clock must not jump while the cluster runs: chronyd can be told so, others cannot."""
    runs = isinstance(stack, Unknown) or stack.corosync is not None
    usable = sorted((d for d in clock.daemons if d.unit), key=lambda d: (not d.enabled, _rank(d)))
    if clock.running:
        unit = clock.running[0].unit
        if unit and clock.running[0].enabled is False:
            yield need.repair(f"let {unit} start at boot", enable(unit))
    elif usable:
        first = usable[0]
        known = states(need.world, first.unit)
        steps: list[Step] = [enable(first.unit)] if first.enabled is False else []
        if first.unit in known:
            steps += forget_failure(first.unit, known[first.unit])
        steps.append(start(first.unit))
        slowly = runs and first.kind == "chrony"
        yield need.repair(
            f"let {first.unit} keep the clock right",
            *steps,
            *([_NO_STEP] if slowly else []),
            disruption=Disruption.RESTART if runs and not slowly else Disruption.NONE,
            risk=_SLOWLY if slowly else _STEPS,
            settle=15.0,
        )
    elif masked := _masked(need.world):
        yield need.protocol(
            "let one time service run",
            f"{masked} is masked: somebody has forbidden it to start",
            "when nothing speaks against it, on this node:",
            f"$ systemctl unmask {masked}",
            f"$ systemctl enable --now {masked}",
        )
    elif not clock.container:
        system = "" if isinstance(identity, Unknown) else identity.os_id
        command = _INSTALL.get(system, "dnf install chrony")
        unit = "chrony" if command.startswith("apt") else "chronyd"
        yield need.protocol(
            "install a time service on every node",
            "packages are installed by an administrator",
            f"$ {command}",
            f"$ systemctl enable --now {unit}",
            "after a minute it follows a source:",
            "$ chronyc tracking",
        )


def _masked(world: World) -> str:
    every = states(world, *(unit for units in UNITS.values() for unit in units))
    return next((unit for unit, state in every.items() if state.masked), "")


@repairs("TIM002")
def only_one_time_service(need: Need, clock: Clock) -> Repairs:
    several = clock.running if len(clock.running) > 1 else _enabled(clock)
    right = ""
    if clock.state is not None and clock.state.synchronized:
        right = _ASKED.get(clock.state.command.split()[0], "")
    keep, *others = sorted(several, key=lambda d: (d.kind != right, not d.running, _rank(d)))
    known = states(need.world, *(daemon.unit for daemon in others if daemon.unit))
    foreign = [d for d in others if d.running and not _is_active(d, known)]
    if foreign:
        yield _end_by_hand(need, keep, foreign)
        return
    steps = list(_ended(others))
    if steps:
        names = ", ".join(daemon.unit for daemon in others)
        yield need.repair(
            f"leave the clock to {keep.unit or keep.kind} alone, and end {names}", *steps
        )


def _is_active(daemon: TimeDaemon, known: dict[str, UnitState]) -> bool:
    return daemon.unit in known and known[daemon.unit].active == "active"


def _end_by_hand(need: Need, keep: TimeDaemon, foreign: Iterable[TimeDaemon]) -> Protocol:
    processes = {"chrony": "chronyd", "ntp": "ntpd", "timesyncd": "systemd-timesyncd"}
    names = ",".join(processes.get(one.kind, one.kind) for one in foreign)
    return need.protocol(
        f"leave the clock to {keep.unit or keep.kind} alone",
        "systemd has not started the other one, and cannot stop it",
        "find out who starts it, and end it there:",
        f"$ ps -o pid,ppid,lstart,args -C {names}",
        f"$ grep -rIl -e {names.replace(',', ' -e ')} /etc/cron* /etc/rc.local /etc/systemd/system",
    )


def _enabled(clock: Clock) -> tuple[TimeDaemon, ...]:
    return tuple(daemon for daemon in clock.daemons if daemon.enabled)


def _ended(daemons: Iterable[TimeDaemon]) -> Iterator[Run]:
    for daemon in daemons:
        if daemon.enabled:
            yield disable(daemon.unit)
        if daemon.running:
            yield stop(daemon.unit)


@repairs("TIM003")
def right_time(need: Need, clock: Clock, stack: Stack | Unknown) -> Repairs:
    """A step of the clock is for a node on which the cluster does not run."""
    if not clock.running:
        return
    kind = clock.running[0].kind
    unit = clock.running[0].unit or kind
    lines = [f"sources that this node reaches, in {_conf(need.world, kind)}, then:"]
    lines += [f"$ systemctl restart {unit}"]
    if kind == "chrony":
        lines = ["which sources it has, and which of them answer (udp port 123):"]
        lines += ["$ chronyc -n sources -v", "another one, at once and for good:"]
        lines += ["$ chronyc add server ADDRESS iburst"]
        lines += [f"$ editor {_conf(need.world, kind)}    # server ADDRESS iburst"]
        lines += ["$ chronyc -n waitsync 60 0.5    # the clock is led back slowly"]
    if any(" of that of " in one.finding.message for one in need.found):
        lines += _stepped(kind, unit, stack)
    yield need.protocol(
        "set the clock right",
        "which time source is to be believed is not known here, and a clock that jumps disturbs a"
        " cluster that runs",
        *lines,
    )


def _stepped(kind: str, unit: str, stack: Stack | Unknown) -> Iterator[str]:
    runs = isinstance(stack, Unknown) or stack.corosync is not None
    if runs:
        yield "where that takes too long, set it while the cluster does not run here:"
        yield "$ crm node standby; crm_resource --wait"
        yield "$ systemctl stop pacemaker corosync"
    yield "$ chronyc makestep" if kind == "chrony" else f"$ systemctl restart {unit}"
    if runs:
        yield "$ systemctl start corosync pacemaker"
        yield "$ crm node online"


def _conf(world: World, kind: str) -> str:
    paths = {"chrony": CHRONY, "ntp": NTP, "timesyncd": ("/etc/systemd/timesyncd.conf",)}
    there = [p for p in paths.get(kind, ()) if not isinstance(world.stat(p), Unknown)]
    return there[0] if there else "its configuration"


@repairs("TIM004")
def no_jumps(need: Need, clock: Clock) -> Repairs:
    """`makestep` is changed in the file and in the daemon that runs, which is not started again. On a
    virtual machine, which may have been asleep, somebody has to say what is wanted."""
    for path in dict.fromkeys(step.path for step in clock.steps):
        steps = [step for step in clock.steps if step.path == path]
        cures = tuple(r for r in need.found if r.finding.at.source.name == path)
        if not cures:
            continue
        if all(step.kind == "makestep" for step in steps) and not clock.virtual:
            yield from _makestep(need, path, steps, cures, clock)
        else:
            yield need.protocol(
                "let the clock never jump while the cluster runs",
                "who has written that is to say whether it is still needed",
                *(f"$ editor {path}    # line {s.line}: {s.text}" for s in steps),
                cures=cures,
            )


def _makestep(
    need: Need, path: str, steps: list[ClockStep], cures: tuple[Reported, ...], clock: Clock
) -> Repairs:
    data = need.world.read(path)
    if isinstance(data, Unknown):
        return
    lines = data.decode("latin-1").split("\n")
    now = [_MAKESTEP.match(lines[s.line - 1]) for s in steps if s.line <= len(lines)]
    if len(now) != len(steps) or not all(now):
        return
    for step in steps:
        lines[step.line - 1] = _MAKESTEP.sub(r"\g<1>3", lines[step.line - 1])
    done: list[Step] = [WriteFile(path, data, "\n".join(lines).encode("latin-1"))]
    threshold = now[-1][2] if now[-1] else "1"
    if any(d.kind == "chrony" and d.running for d in clock.daemons):
        never, always = (("chronyc", "makestep", threshold, limit) for limit in ("0", "-1"))
        done.append(Run(never, always))
    yield need.repair(
        f"let chronyd set the clock only after its start ({path})",
        *done,
        cures=cures,
        disruption=Disruption.RELOAD,
        risk="somebody may have meant it so; a clock that is far off is led back slowly then",
    )
