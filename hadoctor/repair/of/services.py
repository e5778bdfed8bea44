"""What starts at boot, and what keeps the time: by systemd, and only what is no daemon of the cluster is
started or stopped."""

from collections.abc import Iterator

from hadoctor.facts.node.clock import Clock, TimeDaemon
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.units import UnitFiles
from hadoctor.model.pacemaker.known import passive
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.unit import units
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Run

_BEST = ("chrony", "ntp", "openntpd", "timesyncd")
_ASKED = {"chronyc": "chrony", "ntpq": "ntp", "timedatectl": "timesyncd"}
_STEPS = "a clock that is far off may be stepped when the service starts"


def enable(unit: str) -> Run:
    state = ("systemctl", "is-enabled", "--quiet", unit)
    return Run(("systemctl", "enable", unit), ("systemctl", "disable", unit), state, limit=30.0)


def disable(unit: str) -> Run:
    return Run(("systemctl", "disable", unit), ("systemctl", "enable", unit), limit=30.0)


def _start(unit: str) -> Run:
    active = ("systemctl", "is-active", "--quiet", unit)
    return Run(("systemctl", "start", unit), ("systemctl", "stop", unit), active, limit=60.0)


def _stop(unit: str) -> Run:
    return Run(("systemctl", "stop", unit), ("systemctl", "start", unit), limit=60.0)


def _rank(daemon: TimeDaemon) -> int:
    return _BEST.index(daemon.kind) if daemon.kind in _BEST else len(_BEST)


@repairs("TIM001")
def one_time_service(need: Need, clock: Clock) -> Repairs:
    usable = sorted((d for d in clock.daemons if d.unit), key=_rank)
    if clock.running:
        unit = clock.running[0].unit
        if unit:
            yield need.repair(f"let {unit} start at boot", enable(unit))
    elif usable:
        first = usable[0]
        steps = ([enable(first.unit)] if first.enabled is False else []) + [_start(first.unit)]
        yield need.repair(
            f"let {first.unit} keep the clock right", *steps, risk=_STEPS, settle=15.0
        )
    elif not clock.container:
        yield need.protocol(
            "install a time service on every node",
            "packages are installed by an administrator",
            "$ apt-get install chrony    # Debian, Ubuntu",
            "$ dnf install chrony        # Red Hat and its relatives",
            "$ zypper install chrony     # SUSE",
            "$ systemctl enable --now chrony    # chronyd outside Debian",
            "$ chronyc tracking",
        )


@repairs("TIM002")
def only_one_time_service(need: Need, clock: Clock) -> Repairs:
    several = clock.running if len(clock.running) > 1 else _enabled(clock)
    if not all(daemon.unit for daemon in several):
        return
    right = ""
    if clock.state is not None and clock.state.synchronized:
        right = _ASKED.get(clock.state.command.split()[0], "")
    keep, *others = sorted(several, key=lambda d: (d.kind != right, _rank(d)))
    steps = list(_ended(others))
    if steps:
        names = ", ".join(daemon.unit for daemon in others)
        yield need.repair(f"leave the clock to {keep.unit} alone, and end {names}", *steps)


def _enabled(clock: Clock) -> tuple[TimeDaemon, ...]:
    return tuple(daemon for daemon in clock.daemons if daemon.enabled)


def _ended(daemons: list[TimeDaemon]) -> Iterator[Run]:
    for daemon in daemons:
        if daemon.enabled:
            yield disable(daemon.unit)
        if daemon.running:
            yield _stop(daemon.unit)


@repairs("SYS003")
def cluster_at_boot(need: Need, services: Services) -> Repairs:
    if not services.systemd:
        return
    for name, words in (("pacemaker", "pacemaker does not"), ("corosync-qdevice", "qdevice does")):
        cures = tuple(one for one in need.found if words in one.finding.message)
        unit = services.get(name)
        if cures and unit is not None and unit.state == "disabled":
            yield need.repair(f"let {name} start at boot", enable(name), cures=cures)


@repairs("SYS002")
def wait_for_the_network(need: Need, services: Services) -> Repairs:
    for one in need.found:
        fix = one.finding.fix
        words = fix.title.split() if fix else []
        if services.systemd and words[:2] == ["systemctl", "enable"] and len(words) == 3:
            yield need.repair(
                f"let the boot wait for the network ({words[2]})",
                enable(words[2]),
                cures=(one,),
                risk="the boot waits as long as an interface does not come up (its own limit)",
            )


@repairs("FW005")
def firewall_at_boot(need: Need, firewall: FirewallUnits) -> Repairs:
    for unit in firewall.units:
        cures = tuple(r for r in need.found if r.finding.message.startswith(f"{unit.name} runs"))
        if unit.active and unit.boots is False and cures:
            yield need.repair(f"let {unit.name} start at boot", enable(unit.name), cures=cures)


@repairs("RES008")
def left_to_the_cluster(need: Need, pacemaker: Pacemaker, unit_files: UnitFiles) -> Repairs:
    """Only what starts it at boot: it goes on running now, as the cluster has it."""
    for resource in pacemaker.services:
        starters = [s for unit in units(resource) for s in unit_files.at_boot(unit)]
        cures = tuple(r for r in need.found if f"as '{resource.id}'" in r.finding.message)
        if starters and cures and not passive(resource):
            yield need.repair(
                f"leave the start of {', '.join(starters)} to the cluster",
                *(disable(unit) for unit in starters),
                cures=cures,
                risk="the same is to be done on every node",
            )


@repairs("SYS007")
def read_the_units_again(need: Need, services: Services) -> Repairs:
    stale = [f"the files of {s.name}.service have changed" for s in services.services if s.stale]
    cures = tuple(r for r in need.found if r.finding.message.startswith(tuple(stale) or ("-",)))
    if services.systemd and cures:
        command = ("systemctl", "daemon-reload")
        yield need.repair(
            "let systemd read its unit files again", Run(command, limit=60.0), cures=cures
        )
