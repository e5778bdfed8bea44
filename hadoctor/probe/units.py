"""Which of the units that do the work of resources start at boot.

Only those are asked for that a resource may have: for a list of all units systemd looks at every file, which
takes it a second on a busy host, and meanwhile it answers nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.units import KINDS, UnitFiles
from hadoctor.model.pacemaker.unit import CLASSES, SERVICES
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.texts import CIB_PATH
from hadoctor.probe.world import World

COMMAND = "systemctl list-unit-files --no-legend --no-pager --full".split()
MOST = 500
"""So many names of the CIB are asked for."""
_PRIMITIVE = re.compile(rb"<(?:primitive|template)\b[^<>]*>")
_CLASS = re.compile(rf'\bclass="(?:{"|".join(CLASSES)})"'.encode())
# What stands for several names in a pattern is in no name of a unit.
_TYPE = re.compile(rb'\btype="([\w@:.\\-]+)"')


def unit_files(world: World) -> UnitFiles | Unknown:
    if isinstance(world.stat("/run/systemd/system"), Unknown):
        return Unknown("systemd does not run here")
    names = {name for names in SERVICES.values() for name in names.split()}
    stored = world.read(CIB_PATH)
    if not isinstance(stored, Unknown):
        names.update(sorted(set(of_cib(stored)))[:MOST])
    stems = sorted({name.removesuffix(".service") for name in names})
    patterns = [f"{stem}.{kind}" for stem in stems for kind in KINDS]
    # Newer releases end with 1 where there is none of them.
    ran = ask(world, *COMMAND, "--", *patterns, codes=(0, 1))
    if isinstance(ran, Unknown):
        return ran
    if ran.code and ran.err.strip():
        return Unknown(f"systemctl list-unit-files: {ran.err.strip().splitlines()[-1]}")
    return read_unit_files(ran.out)


def of_cib(stored: bytes) -> Iterator[str]:
    """The units of resources that are units; in a CIB as Pacemaker stores it."""
    for found in _PRIMITIVE.finditer(stored):
        name = _TYPE.search(found[0])
        if name and _CLASS.search(found[0]):
            yield name[1].decode("ascii")


def read_unit_files(said: str) -> UnitFiles:
    """Lines of a unit, its state, and in newer releases the preset."""
    lines = (line.split() for line in said.splitlines())
    return UnitFiles({words[0]: words[1] for words in lines if len(words) >= 2})


PROBES = (Probe(UnitFiles, "units at boot", unit_files),)
