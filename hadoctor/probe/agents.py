"""Which resource and fence agents are installed, by the folders that Pacemaker looks into."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.agents import InstalledAgents
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

OCF = "/usr/lib/ocf/resource.d"
FENCE = "/usr/sbin"


def agents(world: World) -> InstalledAgents | Unknown:
    providers, programs = world.names(OCF), world.names(FENCE)
    if isinstance(providers, Unknown):
        return providers
    if isinstance(programs, Unknown):
        return programs
    found = []
    for provider in providers:
        types = world.names(f"{OCF}/{provider}")
        found += [f"{provider}:{t}" for t in (() if isinstance(types, Unknown) else types)]
    return InstalledAgents(tuple(found), tuple(p for p in programs if p.startswith("fence_")))


PROBES = (Probe(InstalledAgents, "agents", agents),)
