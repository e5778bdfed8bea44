"""What the cluster would do with another CIB, by Pacemaker's scheduler, on a copy."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.probe.world import World
from hadoctor.repair.step import Disruption
from hadoctor.verdict.simulate import Scheduler, SchedulerError

LIMIT = 20.0
"""Seconds."""
_STARTS = ("start", "promote", "monitor", "probe", "notify", "cancel", "leave", "reload")


class Outlook(NamedTuple):
    lines: tuple[str, ...]
    """What happens, a line each; empty: nothing."""
    disruption: Disruption
    touched: frozenset[str] = frozenset()
    """The resources that it happens to."""


def busy(world: World, cluster: ClusterState) -> str:
    """Why the cluster is in no state to be changed; empty when it is."""
    if not cluster.dc:
        return "there is no designated controller"
    if not cluster.quorate:
        return "the cluster is not quorate"
    bad = [n.name for n in cluster.nodes if n.pending or n.unclean]
    if bad:
        return f"node '{bad[0]}' is pending or unclean"
    state = world.run("crmadmin", "--status", cluster.dc)
    words = [] if isinstance(state, Unknown) else state.out.replace(":", " ").split()
    at_work = next((one for one in words if one.startswith("S_") and one != "S_IDLE"), "")
    return f"the cluster is at work ({at_work})" if at_work else ""


def outlook(before: bytes, after: bytes) -> Outlook | str:
    """What is done with the one and not with the other; or why that is not known."""
    try:
        with Scheduler(LIMIT) as scheduler:
            now, later = (list(_actions(scheduler.run(cib).out)) for cib in (before, after))
    except (SchedulerError, ET.ParseError) as error:
        return str(error)
    if now:
        return f"the cluster is about to do something by itself: {now[0].line}"
    worst = max((one.disruption for one in later), default=Disruption.NONE)
    return Outlook(
        tuple(one.line for one in later), worst, frozenset(one.resource for one in later)
    )


class _Action(NamedTuple):
    disruption: Disruption
    line: str
    resource: str = ""


def _actions(out: bytes) -> Iterator[_Action]:
    root = ET.fromstring(out)
    for one in root.iterfind("transition/fencing_action"):
        yield _Action(Disruption.FENCE_RISK, f"fence node '{one.get('target', '?')}'")
    for one in root.iterfind("actions/*"):
        action, resource = one.get("action", one.tag), one.get("resource", "?")
        if one.tag == "node_action":
            yield _Action(Disruption.FENCE_RISK, f"{action} node '{one.get('node', '?')}'")
            continue
        node, dest = one.get("source") or one.get("node"), one.get("dest")
        moves = node and dest and node != dest
        where = f" from {node} to {dest}" if moves else f" on {node or dest or '?'}"
        word = action.lower().split()[0]
        if word == "leave":
            continue
        cost = Disruption.RESTART if word in _STARTS else Disruption.FAILOVER
        yield _Action(cost, f"{action} {resource}{where}", resource)
