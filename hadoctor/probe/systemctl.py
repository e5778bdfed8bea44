"""The properties of units, by `systemctl show`."""

from __future__ import annotations

from collections.abc import Iterable

from hadoctor.facts import Unknown
from hadoctor.probe.identity import runs_systemd
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World


def show(
    world: World, units: Iterable[str], properties: Iterable[str]
) -> dict[str, dict[str, str]] | Unknown:
    """By the names that were asked for; units that are not installed are left out."""
    if not runs_systemd(world):
        return Unknown("systemd does not run here")
    units = tuple(units)
    wanted = ",".join(("LoadState", *properties))
    ran = ask(world, "systemctl", "show", "--no-pager", f"--property={wanted}", *units)
    if isinstance(ran, Unknown):
        return ran
    blocks = read_show(ran.out)
    if len(blocks) != len(units):
        return Unknown("the answer of systemctl show cannot be read")
    both = zip(units, blocks, strict=True)
    return {unit: found for unit, found in both if found.get("LoadState") != "not-found"}


def read_show(said: str) -> list[dict[str, str]]:
    """A block of NAME=VALUE for each unit in the order asked, an empty line between them."""
    blocks = []
    for block in said.split("\n\n"):
        pairs = (line.partition("=") for line in block.splitlines())
        found = {name: value for name, mark, value in pairs if mark}
        if found:
            blocks.append(found)
    return blocks


def enabled(state: str) -> bool | None:
    """Whether a unit with this UnitFileState starts at boot by itself."""
    if state in ("enabled", "enabled-runtime", "linked", "linked-runtime"):
        return state.startswith("enabled")
    return False if state in ("disabled", "masked", "masked-runtime") else None
