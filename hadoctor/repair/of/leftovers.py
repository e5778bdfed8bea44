"""What was switched on for a while and forgotten: moves, standby, maintenance, stopped resources."""

import xml.etree.ElementTree as ET

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.finding import Reported
from hadoctor.fix import apply
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.cib_elements import removals
from hadoctor.repair.of.transition import busy, outlook
from hadoctor.repair.step import Disruption, Protocol, Run

LIVE = "cibadmin"
"""What the name of the source of the live CIB begins with; the one on disk is not asked for repairs."""


@repairs("CON002")
def moved(need: Need, cluster: ClusterState) -> Repairs:
    for one in need.found:
        yield from _ended(need, one, cluster, Disruption.NONE)


@repairs("PCM004", "PCM005", "RES022")
def switched(need: Need, cluster: ClusterState) -> Repairs:
    """Somebody may have meant it: never by --yes alone."""
    for one in need.found:
        yield from _ended(need, one, cluster, Disruption.RESTART)


def _ended(need: Need, one: Reported, cluster: ClusterState, least: Disruption) -> Repairs:
    fix, source = one.finding.fix, one.finding.at.source
    if fix is None or not fix.edits or not source.name.startswith(LIVE):
        return
    after = apply(source.data, list(fix.edits))
    steps = removals(source.data, after)
    if not steps:
        return
    why = busy(cluster)
    expected = why or outlook(source.data, after)
    if isinstance(expected, str):
        yield _by_hand(need, one, fix.title, expected)
    elif expected.disruption is Disruption.FENCE_RISK:
        yield _by_hand(need, one, fix.title, f"a node would be fenced: {expected.lines[0]}")
    else:
        yield need.repair(
            f"{fix.title} ({_subject(one)})",
            *steps,
            cures=(one,),
            disruption=max(least, expected.disruption),
            preview=expected.lines or ("nothing moves, nothing starts or stops",),
            risk="somebody may have meant it so" if least else "",
            settle=20.0,
        )


def _subject(one: Reported) -> str:
    """The words in quotes of the finding's message: what it is about."""
    words = one.finding.message.split("'")
    return words[1] if len(words) > 2 else one.finding.message


def _by_hand(need: Need, one: Reported, title: str, why: str) -> Protocol:
    return need.protocol(
        title,
        why,
        "when the cluster is sound and at rest, look at what it would do:",
        "$ crm_simulate --live-check --simulate",
        "then do it, and watch:",
        "$ crm_mon --one-shot --inactive",
        cures=(one,),
    )


@repairs("RUN006")
def failures(need: Need, cluster: ClusterState) -> Repairs:
    """Forget the failures of a resource on a node: the agent is asked again, and it may be started."""
    cib = need.world.run("cibadmin", "--query", limit=8.0)
    if isinstance(cib, Unknown) or not cib.ok or busy(cluster):
        return
    before = cib.out.encode()
    for resource in dict.fromkeys(f.resource for f in cluster.failures):
        cures = tuple(r for r in need.found if f"'{resource}'" in r.finding.message)
        nodes = dict.fromkeys(f.node for f in cluster.failures if f.resource == resource)
        if cures:
            yield from _cleaned(need, before, resource, list(nodes), cures)


def _cleaned(
    need: Need, before: bytes, resource: str, nodes: list[str], cures: tuple[Reported, ...]
) -> Repairs:
    expected = outlook(before, _without_failures(before, resource))
    lines: tuple[str, ...] = ()
    cost = Disruption.FAILOVER
    if not isinstance(expected, str):
        lines, cost = expected
    if cost is Disruption.FENCE_RISK:
        return
    yield need.repair(
        f"forget the failures of '{resource}' on {', '.join(nodes)}",
        *(_cleanup(resource, node) for node in nodes),
        cures=cures,
        disruption=max(cost, Disruption.RESTART),
        preview=lines,
        risk="it fails again unless its cause is gone; what is forgotten cannot be brought back",
        settle=25.0,
    )


def _cleanup(resource: str, node: str) -> Run:
    command = ("crm_resource", "--cleanup", "--resource", resource, "--node", node)
    return Run(command, limit=30.0)


def _without_failures(cib: bytes, resource: str) -> bytes:
    root = ET.fromstring(cib)
    name = resource.partition(":")[0]
    for parent in list(root.iter()):
        for child in list(parent):
            counted = child.tag == "nvpair" and (child.get("name") or "").startswith(
                (f"fail-count-{name}#", f"last-failure-{name}#")
            )
            if counted or (child.tag == "lrm_rsc_op" and _is_failure(child, name)):
                parent.remove(child)
    return ET.tostring(root)


def _is_failure(operation: ET.Element, name: str) -> bool:
    return (operation.get("id") or "").startswith(f"{name}_last_failure_")
