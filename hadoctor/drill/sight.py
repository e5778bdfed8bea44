"""What a drill asks the cluster, again and again."""

from __future__ import annotations

import re
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.probe import pacemaker
from hadoctor.probe.world import World

_STATE = re.compile(r"\bS_[A-Z_]+")
IDLE = "S_IDLE"


class Sight(NamedTuple):
    cluster: ClusterState
    controller: str
    """The state of the designated controller, as S_IDLE or S_TRANSITION_ENGINE; empty: not known."""

    @property
    def idle(self) -> bool:
        return self.controller == IDLE


def sight(world: World) -> Sight | Unknown:
    cluster = pacemaker.cluster(world)
    if isinstance(cluster, Unknown):
        return cluster
    return Sight(cluster, _controller(world, cluster.dc) if cluster.dc else "")


def _controller(world: World, name: str) -> str:
    ran = world.run("crmadmin", "-S", name)
    # Releases before 2.1 write to standard error.
    found = None if isinstance(ran, Unknown) else _STATE.search(ran.out + ran.err)
    return found[0] if found else ""


def own_name(world: World) -> str | Unknown:
    """What the cluster calls this node."""
    ran = world.run("crm_node", "-n")
    if isinstance(ran, Unknown):
        return ran
    return ran.out.strip() if ran.ok and ran.out.strip() else Unknown("crm_node -n has no answer")


def live_cib(world: World) -> bytes | Unknown:
    ran = world.run("cibadmin", "--query", limit=8.0)
    if isinstance(ran, Unknown):
        return ran
    return ran.out.encode() if ran.ok else Unknown(f"cibadmin --query: {ran.err.strip()[-200:]}")
