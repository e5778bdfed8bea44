"""Failures that the cluster remembers are forgotten once their cause is gone: of resources, of fencing."""

import re
import xml.etree.ElementTree as ET

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.fencing import FenceDevices
from hadoctor.facts.node.trouble import Copies, by_resource, troubles
from hadoctor.finding import Reported, Severity
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.cib_elements import at_rest
from hadoctor.repair.of.transition import busy, outlook
from hadoctor.repair.step import Argv, Disruption, Run

MARK = "last-lrm-refresh"
"""A property that the cluster writes when a history is cleaned up."""
_RISK = "it fails again unless its cause is gone; what is forgotten cannot be brought back"


@repairs("RUN006", "RUN008", "RES", "OPS", "FEN")
def resources(need: Need, cluster: ClusterState) -> Repairs:
    """The agent is asked again, and what is stopped may be started. Not where another finding tells
    of an error that is still there."""
    cib = need.world.run("cibadmin", "--query", limit=8.0)
    if isinstance(cib, Unknown) or not cib.ok or busy(need.world, cluster):
        return
    for copies in by_resource(cluster):
        about = [r for r in need.found if f"'{copies.id}'" in r.finding.message]
        cures = tuple(r for r in about if r.code in ("RUN006", "RUN008"))
        errors = [r for r in about if r not in cures and r.severity is Severity.ERROR]
        failed = [f.node for f in copies.failures] + [c.node for c in copies.counts]
        nodes = [n for n in dict.fromkeys(failed) if n in cluster.sure]
        if cures and nodes and not errors:
            yield from _forgotten(need, cib.out.encode(), copies, nodes, cures)


def _forgotten(
    need: Need, cib: bytes, copies: Copies, nodes: list[str], cures: tuple[Reported, ...]
) -> Repairs:
    expected = outlook(cib, _without_failures(cib, copies, nodes))
    if isinstance(expected, str) or expected.disruption is Disruption.FENCE_RISK:
        return
    yield need.repair(
        f"forget the failures of '{copies.id}' on {', '.join(nodes)}",
        *(_cleanup(copies.id, node, cib) for node in nodes),
        at_rest(),
        cures=cures,
        disruption=max(expected.disruption, Disruption.RESTART),
        preview=expected.lines,
        risk=_RISK,
        settle=25.0,
    )


def _cleanup(resource: str, node: str, cib: bytes) -> Run:
    # With --force this resource alone, without it the whole group or clone.
    command = ("crm_resource", "--cleanup", "--force", f"--resource={resource}", f"--node={node}")
    pair = next((p for p in ET.fromstring(cib).iter("nvpair") if p.get("name") == MARK), None)
    undo: Argv
    if pair is None:
        undo = ("cibadmin", "--delete", "--xpath", f"//crm_config//nvpair[@name='{MARK}']")
    else:
        value = pair.get("value", "")
        undo = ("crm_attribute", "--type", "crm_config", "--name", MARK, "--update", value)
    return Run(command, undo, limit=30.0)


def _without_failures(cib: bytes, copies: Copies, nodes: list[str]) -> bytes:
    """As after the cleanup: where it does not run, it is asked for anew."""
    root = ET.fromstring(cib)
    counts = (f"fail-count-{copies.id}#", f"last-failure-{copies.id}#")
    for state in root.iterfind("status/node_state"):
        if state.get("uname") not in nodes:
            continue
        active = state.get("uname") in copies.nodes
        for parent in list(state.iter()):
            for child in list(parent):
                name, identity = child.get("name") or "", child.get("id") or ""
                counted = child.tag == "nvpair" and name.startswith(counts)
                failure = identity.startswith(f"{copies.id}_last_failure_")
                history = child.tag == "lrm_resource" and identity.split(":")[0] == copies.id
                if counted or (failure if active else history):
                    parent.remove(child)
    return ET.tostring(root)


@repairs("RUN008")
def fencing(need: Need, cluster: ClusterState, devices: FenceDevices) -> Repairs:
    """Only where a device for the node is known, is started, and does not fail: it has worked since. Or
    where the cluster does not know the node any more."""
    if not cluster.fencing or busy(need.world, cluster):
        return
    nodes = {node.name for node in cluster.nodes}
    started = {one.id for one in cluster.resources if one.active}
    well = set() if any(troubles(cluster, fencing=True)) else started
    usable = {one.node for one in devices.coverage if well & set(one.devices)} & cluster.sure
    for one in need.found:
        match = re.match(r"the last fencing of '([^']+)' has failed", one.finding.message)
        target = match[1] if match else ""
        others = [r for r in need.found if f"'{target}'" in r.finding.message and r != one]
        if target and not others and (target in usable or target not in nodes):
            yield need.repair(
                f"forget the failed fencing of '{target}'",
                Run(("stonith_admin", "--cleanup", f"--history={target}")),
                cures=(one,),
                disruption=Disruption.RELOAD,
                risk="find out why it failed first: the history is the evidence, and it cannot be"
                " brought back; test the device by hand",
            )
