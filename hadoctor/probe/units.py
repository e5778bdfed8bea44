"""Which units start at boot."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.units import UnitFiles
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World

COMMAND = (
    "systemctl list-unit-files --type=service,socket,timer,path --no-legend --no-pager --full"
).split()


def unit_files(world: World) -> UnitFiles | Unknown:
    if isinstance(world.stat("/run/systemd/system"), Unknown):
        return Unknown("systemd does not run here")
    ran = ask(world, *COMMAND)
    return ran if isinstance(ran, Unknown) else read_unit_files(ran.out)


def read_unit_files(said: str) -> UnitFiles:
    """Lines of a unit, its state, and in newer releases the preset."""
    lines = (line.split() for line in said.splitlines())
    return UnitFiles({words[0]: words[1] for words in lines if len(words) >= 2})


PROBES = (Probe(UnitFiles, "units at boot", unit_files),)
