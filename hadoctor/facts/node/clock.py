"""Who sets the clock of this node, and whether it is right."""

from __future__ import annotations

from typing import NamedTuple


class TimeDaemon(NamedTuple):
    """A program that sets the clock. `kind`: chrony, ntp (ntpd of ntp and ntpsec), timesyncd, openntpd."""

    kind: str
    unit: str = ""
    """The unit that it belongs to; empty where there is no systemd, or none is installed."""
    running: bool = False
    enabled: bool | None = None
    """Whether it starts at boot; None where that is not known."""
    conflicts: tuple[str, ...] = ()
    """The units that its own cannot run beside."""


class Synchronization(NamedTuple):
    """What the daemon says that sets the clock. `command`: how it was asked."""

    command: str
    line: str = ""
    """The line of its answer that counts."""
    synchronized: bool = True
    source: str = ""
    """What it follows."""
    stratum: int | None = None
    offset: float | None = None
    """Seconds that the clock is ahead (+) or behind (-)."""
    sources: int | None = None
    """How many sources it has."""
    reachable: int | None = None
    """How many of them have answered lately."""


class ClockStep(NamedTuple):
    """A setting or a job that lets the clock jump while the cluster runs."""

    path: str
    line: int
    text: str
    kind: str
    """makestep (without a limit), job (a program that sets the clock, started by cron), panic (ntpd takes
    any offset)."""


class Clock(NamedTuple):
    daemons: tuple[TimeDaemon, ...] = ()
    """Those that are installed or run."""
    helpers: tuple[str, ...] = ()
    """Other programs that run and may set the clock: ptp4l, phc2sys, vmtoolsd …"""
    state: Synchronization | None = None
    """None: nobody could be asked."""
    why: str = ""
    """Why nobody could be asked."""
    steps: tuple[ClockStep, ...] = ()
    age: float | None = None
    """Seconds since the daemon was started that was asked; None where that is not known."""
    container: bool = False
    """Whether the clock is that of another host."""
    virtual: bool = False

    @property
    def running(self) -> tuple[TimeDaemon, ...]:
        return tuple(d for d in self.daemons if d.running)
