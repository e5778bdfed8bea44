"""Steps that systemd does, and what it says of a unit. What is enabled or disabled gets its very links
back, also those that its [Install] section does not tell of."""

from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.probe.systemctl import show
from hadoctor.probe.world import World
from hadoctor.repair.step import Argv, Run, Step

LINKS = (
    "/etc/systemd/system",
    *(f"/etc/rc{level}.d" for level in "0123456S"),
    *(f"/etc/rc.d/rc{level}.d" for level in "0123456"),
)
"""Debian's systemctl keeps the links of the old init scripts in step with those of systemd."""
RELOAD = ("systemctl", "daemon-reload")
_NOTHING = ("systemctl", "show", "--property=Version")


def framed(command: Argv, *steps: Step) -> tuple[Step, ...]:
    """Steps, and behind them a command that brings them into force. When they are taken back it is run
    behind that, too, and so it stands before them as well."""
    return (
        Run(_NOTHING, command, limit=60.0, harmless=True),
        *steps,
        Run(command, _NOTHING, limit=60.0, harmless=True),
    )


class UnitState(NamedTuple):
    """`file`: UnitFileState (enabled, disabled, static, masked …); `active`: ActiveState."""

    file: str = ""
    active: str = ""
    result: str = ""
    masked: bool = False


def enable(unit: str) -> Run:
    state = ("systemctl", "is-enabled", "--quiet", unit)
    undo = ("systemctl", "disable", unit)
    return Run(("systemctl", "enable", unit), undo, state, (), LINKS, 60.0, harmless=True)


def disable(unit: str, *, runtime: bool = False) -> Run:
    """`runtime`: it is enabled until the next start of the host only, by links below /run."""
    words = ("--runtime", unit) if runtime else (unit,)
    links = ("/run/systemd/system",) if runtime else LINKS
    undo = ("systemctl", "enable", *words)
    return Run(("systemctl", "disable", *words), undo, (), (), links, 60.0, harmless=True)


def start(unit: str) -> Run:
    active = ("systemctl", "is-active", "--quiet", unit)
    return Run(
        ("systemctl", "start", unit), ("systemctl", "stop", unit), active, limit=60.0, harmless=True
    )


def stop(unit: str) -> Run:
    return Run(("systemctl", "stop", unit), ("systemctl", "start", unit), limit=60.0, harmless=True)


def forget_failure(unit: str, state: UnitState) -> tuple[Step, ...]:
    """What has to come before a start of a unit that systemd has given up."""
    if state.result == "start-limit-hit" or state.active == "failed":
        return (Run(("systemctl", "reset-failed", unit)),)
    return ()


def states(world: World, *units: str) -> dict[str, UnitState]:
    """Of the units that are there, by the names that were asked for; none without systemd."""
    asked = {f"{unit}.service" if "." not in unit else unit: unit for unit in units}
    shown = show(world, asked, ("UnitFileState", "ActiveState", "Result"))
    if isinstance(shown, Unknown):
        return {}
    return {
        asked[name]: UnitState(
            said.get("UnitFileState", ""),
            said.get("ActiveState", ""),
            said.get("Result", ""),
            said.get("LoadState") == "masked",
        )
        for name, said in shown.items()
    }
