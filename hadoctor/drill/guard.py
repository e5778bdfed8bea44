"""When no drill is made: the cluster is not sound, not at rest, or nobody could take over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hadoctor.cause import layer
from hadoctor.drill.preview import Preview
from hadoctor.drill.sight import Sight
from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState, NodeState
from hadoctor.facts.node.fencing import FenceHistory
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.finding import Reported, Severity

LAYERS = ("quorum", "pacemaker", "resources", "fencing")
RUNTIME = "RUN"
"""The codes of what diagnose sees of the running cluster."""


def errors(findings: Iterable[Reported]) -> Iterator[str]:
    """What diagnose has found that forbids a drill."""
    for one in findings:
        about = one.code.startswith(RUNTIME) or layer(one.code) in LAYERS
        if about and one.severity is Severity.ERROR:
            yield f"{one.code} {one.finding.message}"


def state(seen: Sight, node: str) -> Iterator[str]:
    """What the state of the cluster says against the standby of a node."""
    cluster = seen.cluster
    if not cluster.dc:
        yield "there is no designated controller"
        return
    if not cluster.quorate:
        yield "the cluster is not quorate"
    if cluster.maintenance:
        yield "the cluster is in maintenance mode"
    if cluster.stopped:
        yield "stop-all-resources is on"
    others = []
    for one in cluster.nodes:
        why = trouble(one)
        if why:
            yield f"node '{one.name}' is {why}"
        elif one.type == "member" and one.name != node:
            others.append(one.name)
    if not others:
        yield f"there is no node beside '{node}' that could take over"
    yield from _resources(cluster)
    if not seen.idle:
        yield f"the cluster is at work ({seen.controller or 'its controller does not answer'})"


def trouble(node: NodeState) -> str:
    """What keeps a node from taking resources; empty where that is nothing."""
    if node.unclean:
        return "unclean"
    if node.pending:
        return "pending"
    if not node.online:
        return "offline"
    if node.standby:
        return "on standby"
    return "in maintenance" if node.maintenance else ""


def _resources(cluster: ClusterState) -> Iterator[str]:
    for one in cluster.resources:
        if one.orphaned:
            yield f"resource '{one.id}' is an orphan"
        elif one.blocked or one.failed:
            yield f"resource '{one.id}' {'is blocked' if one.blocked else 'has failed'}"
        elif one.active and not one.managed:
            yield f"resource '{one.id}' is not managed: it would stay where it is"
    for failure in cluster.failures:
        yield (
            f"the {failure.task} of '{failure.resource}' on '{failure.node}' has failed"
            " (crm_resource --cleanup forgets that, when its cause is gone)"
        )


def fencing(history: FenceHistory | Unknown) -> Iterator[str]:
    for event in () if isinstance(history, Unknown) else history.events:
        if event.status == "pending":
            yield f"fencing of '{event.target}' is under way"


def votes(quorum: QuorumState | Unknown) -> Iterator[str]:
    """A node on standby keeps its vote; that there is quorum at all has to be known."""
    if isinstance(quorum, Unknown):
        yield f"whether there is quorum is not known: {quorum.why}"
    elif not quorum.quorate:
        yield f"there is no quorum: {quorum.total} of {quorum.expected} votes"


def expected(preview: Preview) -> Iterator[str]:
    """What the scheduler's answer says against it, but for what would be down."""
    if preview.busy:
        yield "the scheduler has something left to do before the drill"
    for node in preview.fenced:
        yield f"the scheduler would fence '{node}'"
    if not preview.rests:
        yield "the cluster would not come to rest"
