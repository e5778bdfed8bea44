"""One time service, and no jumps."""

from __future__ import annotations

import pytest

from hadoctor.facts.node.clock import Clock, ClockStep, Synchronization, TimeDaemon
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.stack import Process, Stack
from hadoctor.probe.clock import UNITS
from hadoctor.probe.frozen import Frozen
from hadoctor.repair.of.systemd import disable, enable, start, stop
from hadoctor.repair.step import Disruption, Run, WriteFile
from tests.probe.test_clock import SYSTEMD
from tests.probe.worlds import world

from .planned import commands, only, planned

NOTHING = world()
RUNS = Stack((Process("corosync", 7), Process("pacemakerd", 8)), pacemaker_used=False)
ALL = tuple(unit for units in UNITS.values() for unit in units)


def units(*names: str, **states: str) -> Frozen:
    """A world whose systemd knows these units, as NAME="ActiveState Result"."""
    shown = [
        f"LoadState={'masked' if states.get(n) == 'masked' else 'loaded' if n in states else 'not-found'}\n"
        f"ActiveState={(states.get(n, '') + ' ').split(' ')[0]}\n"
        f"Result={(states.get(n, '') + ' ').split(' ')[1]}\n"
        for n in names
    ]
    wanted = "LoadState,UnitFileState,ActiveState,Result"
    words = " ".join(f"{n}.service" for n in names)
    command = f"systemctl show --no-pager --property={wanted} {words}"
    return world({}, {command: "\n".join(shown)}, stats=SYSTEMD)


def test_the_enabled_one_is_started() -> None:
    daemons = (
        TimeDaemon("chrony", "chrony", False, False),
        TimeDaemon("timesyncd", "systemd-timesyncd", False, True),
    )
    for stack, cost in ((RUNS, Disruption.RESTART), (Stack(), Disruption.NONE)):
        repair = only(planned(NOTHING, Clock(daemons), stack))
        assert repair.steps == (start("systemd-timesyncd"),)
        assert repair.disruption is cost


def test_a_cluster_that_runs_gets_no_step() -> None:
    clock = Clock((TimeDaemon("chrony", "chrony", False, True),))
    repair = only(planned(NOTHING, clock, RUNS))
    assert repair.disruption is Disruption.NONE
    assert commands(repair)[1] == ("chronyc", "makestep", "1", "0")
    assert len(only(planned(NOTHING, clock, Stack())).steps) == 1


def test_one_that_was_given_up() -> None:
    clock = Clock((TimeDaemon("chrony", "chrony", False, False),))
    repair = only(planned(units("chrony", chrony="failed start-limit-hit"), clock, Stack()))
    assert repair.steps == (
        enable("chrony"),
        Run(("systemctl", "reset-failed", "chrony")),
        start("chrony"),
    )


def test_a_masked_one_is_left() -> None:
    found = planned(units(*ALL, chrony="masked"), Clock())
    assert found.repairs == ()
    assert "$ systemctl unmask chrony" in found.protocols[0].lines


@pytest.mark.parametrize(
    ("system", "command"), [("debian", "apt-get"), ("rocky", "dnf"), ("sles", "zypper")]
)
def test_none_is_installed(system: str, command: str) -> None:
    found = planned(NOTHING, Clock(), Identity("a", os_id=system))
    assert found.repairs == ()
    assert found.protocols[0].lines[0].startswith(f"$ {command} ")


BOTH = (
    TimeDaemon("chrony", "chrony", True, True),
    TimeDaemon("ntp", "ntpd", True, True),
)


@pytest.mark.parametrize(
    ("asked", "kept", "ended"),
    [("chronyc -n tracking", "chrony", "ntpd"), ("ntpq -n -c rv", "ntpd", "chrony")],
)
def test_the_one_that_is_right_is_kept(asked: str, kept: str, ended: str) -> None:
    where = units(ended, **{ended: "active success"})
    repair = only(planned(where, Clock(BOTH, state=Synchronization(asked))))
    assert repair.steps == (disable(ended), stop(ended))
    assert f"to {kept} alone, and end {ended}" in repair.title


def test_one_that_systemd_has_not_started() -> None:
    found = planned(units("ntpd", ntpd="inactive success"), Clock(BOTH))
    assert found.repairs == ()
    assert any("-C ntpd" in line for line in found.protocols[0].lines)


TEXT = "pool a iburst\nmakestep 0.5 -1 # any time\n"


def steps(kind: str = "makestep", *, virtual: bool = False) -> Clock:
    step = ClockStep("/etc/chrony/chrony.conf", 2, "makestep 0.5 -1 # any time", kind)
    state = Synchronization("chronyc -n -c tracking")
    return Clock((BOTH[0],), state=state, steps=(step,), virtual=virtual)


def test_no_jumps() -> None:
    repair = only(planned(world({"/etc/chrony/chrony.conf": TEXT}), steps()))
    assert repair.disruption is Disruption.RELOAD
    assert repair.steps == (
        WriteFile("/etc/chrony/chrony.conf", TEXT.encode(), TEXT.replace("-1", "3").encode()),
        Run(("chronyc", "makestep", "0.5", "0"), ("chronyc", "makestep", "0.5", "-1")),
    )


def test_a_machine_that_sleeps_may_jump() -> None:
    where = world({"/etc/chrony/chrony.conf": TEXT})
    assert planned(where, steps(virtual=True)).repairs == ()
    assert planned(where, steps("job")).repairs == ()


def test_no_step_while_the_cluster_runs() -> None:
    state = Synchronization("chronyc -n -c tracking", source="192.0.2.1", offset=9.0)
    clock = Clock((BOTH[0],), state=state)
    found = planned(NOTHING, clock, RUNS)
    assert found.repairs == ()
    lines = found.protocols[0].lines
    stopped = lines.index("$ systemctl stop pacemaker corosync")
    assert stopped < lines.index("$ chronyc makestep")
