"""The watchdogs, from /sys alone: to open a watchdog is to arm it."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.running import number
from hadoctor.facts.node.watchdogs import Watchdog, Watchdogs
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

FOLDER = "/sys/class/watchdog"


def watchdogs(world: World) -> Watchdogs | Unknown:
    names = world.names(FOLDER)
    if isinstance(names, Unknown):
        # The kernel has the folder as soon as it knows of watchdogs at all.
        return Watchdogs() if "does not exist" in names.why else names
    return Watchdogs(tuple(_watchdog(world, name) for name in names))


def _watchdog(world: World, name: str) -> Watchdog:
    def said(key: str) -> str:
        data = world.read(f"{FOLDER}/{name}/{key}", 256)
        return "" if isinstance(data, Unknown) else data.decode("utf-8", "replace").strip()

    state = said("state")
    return Watchdog(
        name,
        said("identity"),
        None if not state else state == "active",
        number(said("timeout")),
        number(said("max_timeout")),
    )


PROBES = (Probe(Watchdogs, "watchdogs", watchdogs),)
