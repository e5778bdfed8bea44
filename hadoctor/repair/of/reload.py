"""corosync reads its file again where that is harmless even if only this node's file is new."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.drift import differences
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.stack import Stack
from hadoctor.finding import Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.option import Option
from hadoctor.model.options import logging, timers
from hadoctor.repair.disk import digest
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.conf import DRIFT, FAMILIES, is_drift, mended, reads_it
from hadoctor.repair.of.protocols.new_conf import PATH, by_reload, by_stop
from hadoctor.repair.step import Disruption, Run

HARMLESS = frozenset(option.path for option in (*timers.OPTIONS, *logging.OPTIONS))
"""Options in which nodes may differ for a while and stay together. Of keys, nodes, links and votes that
cannot be said: a reload with another file on another node can split the cluster."""


@repairs(*FAMILIES, DRIFT)
def reload(
    need: Need,
    corosync: Corosync,
    running: RunningMap,
    quorum: QuorumState,
    stack: Stack | Unknown,
) -> Repairs:
    found = differences(corosync, running)
    drift = [r for r in need.found if r.code == DRIFT]
    refused = [r for r in drift if "has refused to read" in r.finding.message]
    cures = (*filter(is_drift, drift), *refused)
    if not cures or corosync.source.name != PATH or not reads_it(stack):
        return
    made = mended(need, corosync, running, stack)
    if made is None or made.cures(tuple(drift)) or _wrong(need, corosync):
        return
    nodes = tuple(node.label for node in corosync.nodes)
    whole = [str(one) for one in found if not one.reloadable]
    shared = [one for one in found if not _harmless(one.option)]
    if whole:
        used = not isinstance(stack, Unknown) and stack.pacemaker_installed and stack.pacemaker_used
        yield need.protocol(
            "bring the file of corosync into force on all nodes",
            "it needs corosync to be stopped on all nodes: " + "; ".join(whole[:3]),
            *by_stop(nodes, (), pacemaker=used),
            cures=cures,
        )
    elif shared:
        yield need.protocol(
            "bring the file of corosync into force on all nodes",
            "where another node has another file it splits the cluster: "
            + "; ".join(str(one) for one in shared[:3]),
            *by_reload(nodes, (), tuple(one.key for one in found)),
            cures=cures,
        )
    elif _sound(need, running, quorum):
        yield need.repair(
            "let corosync read its file again, on all nodes at once",
            Run(("corosync-cfgtool", "-R"), limit=20.0),
            cures=cures,
            disruption=Disruption.RELOAD,
            risk="every node reads its own file: compare it first (sha256 here"
            f" {digest(corosync.source.data)[:16]}…); a reload cannot be undone",
            settle=15.0,
        )


def _harmless(option: Option | None) -> bool:
    # A key that nobody knows does nothing.
    return option is None or option.path in HARMLESS


def _wrong(need: Need, corosync: Corosync) -> bool:
    return any(
        one.severity is Severity.ERROR and one.finding.at.source is corosync.source
        for one in need.found
    )


def _sound(need: Need, running: RunningMap, quorum: QuorumState) -> bool:
    """Whether all nodes are there to read it, and this one takes it."""
    if not quorum.quorate or any(n.nodeid not in running.joined for n in running.nodes):
        return False
    tested = need.world.run("corosync", "-t", "-c", PATH)
    return not isinstance(tested, Unknown) and tested.ok
