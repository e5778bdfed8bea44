"""All that can be known of this node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.live import Node
from hadoctor.probe.gather import Probe, gather
from hadoctor.probe.texts import Texts, texts
from hadoctor.probe.world import World

MODULES: tuple[str, ...] = (
    "identity",
    "names",
    "routes",
    "sockets",
    "clock",
    "services",
    "service_configs",
    "netsetup",
    "files",
    "storage",
    "kernel",
    "log",
    "upgrades",
    "stack",
    "corosync",
    "pacemaker",
    "fencing",
    "agents",
    "watchdogs",
    "units",
    "drbd",
    "firewall",
    "firewall_units",
)
"""The modules of this package that have probes."""


class Asked(NamedTuple):
    node: Node
    seconds: dict[str, float]
    """How long each probe took, by its name."""


def probes() -> Iterator[Probe]:
    yield Probe(Texts, "configurations", texts)
    for name in MODULES:
        yield from import_module(f"hadoctor.probe.{name}").PROBES


def ask(world: World, progress: Callable[[str], None] = lambda _: None) -> Asked:
    """The node as it is now. `progress` is told the name of each probe that has ended."""
    gathered = gather(world, probes(), progress)
    facts = dict(gathered.facts)
    found = facts.pop(Texts)
    by_name = {} if isinstance(found, Unknown) else found.by_name
    return Asked(Node(_name(world), world.now(), by_name, facts), dict(gathered.seconds))


def _name(world: World) -> str:
    found = world.read("/proc/sys/kernel/hostname", 256)
    return "this node" if isinstance(found, Unknown) else found.decode("utf-8", "replace").strip()
