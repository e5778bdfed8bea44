"""When no drill is made."""

from __future__ import annotations

import pytest

from hadoctor.drill import guard
from hadoctor.drill.settle import UnsettledError, lost
from hadoctor.drill.sight import Sight
from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState, Failure, NodeState, ResourceState
from hadoctor.facts.node.fencing import FenceEvent, FenceHistory
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.finding import Finding, Reported, Severity
from hadoctor.source import Source, Span

VIP = ResourceState("vip", "ocf:heartbeat:IPaddr2", "Started", ("n1",))
SOUND = ClusterState(
    "n1", nodes=(NodeState("n1", online=True), NodeState("n2", online=True)), resources=(VIP,)
)


def why(cluster: ClusterState, controller: str = "S_IDLE") -> list[str]:
    return list(guard.state(Sight(cluster, controller), "n1"))


def two(*, online: bool = True, **of_second: bool) -> ClusterState:
    second = NodeState("n2", online, **of_second)  # type: ignore[arg-type]
    return SOUND._replace(nodes=(SOUND.nodes[0], second))


def test_a_sound_cluster() -> None:
    assert why(SOUND) == []


@pytest.mark.parametrize(
    ("cluster", "said"),
    [
        (SOUND._replace(dc=""), "no designated controller"),
        (SOUND._replace(quorate=False), "not quorate"),
        (SOUND._replace(maintenance=True), "maintenance mode"),
        (SOUND._replace(stopped=True), "stop-all-resources"),
        (SOUND._replace(nodes=SOUND.nodes[:1]), "no node beside 'n1'"),
        (two(standby=True), "node 'n2' is on standby"),
        (two(online=False), "node 'n2' is offline"),
        (two(unclean=True), "node 'n2' is unclean"),
        (two(pending=True), "node 'n2' is pending"),
        (two(maintenance=True), "node 'n2' is in maintenance"),
        (SOUND._replace(resources=(VIP._replace(blocked=True),)), "'vip' is blocked"),
        (SOUND._replace(resources=(VIP._replace(failed=True),)), "'vip' has failed"),
        (SOUND._replace(resources=(VIP._replace(managed=False),)), "not managed"),
        (SOUND._replace(resources=(VIP._replace(orphaned=True),)), "orphan"),
        (SOUND._replace(failures=(Failure("app", "start", "n2", 1),)), "the start of 'app'"),
    ],
)
def test_what_is_not_sound(cluster: ClusterState, said: str) -> None:
    found = why(cluster)
    assert found
    assert said in found[0]


def test_a_cluster_at_work() -> None:
    assert "S_TRANSITION_ENGINE" in why(SOUND, "S_TRANSITION_ENGINE")[0]
    assert "does not answer" in why(SOUND, "")[0]


def test_a_remote_node_takes_nothing_over_for_a_member() -> None:
    remote = NodeState("r1", online=True, type="remote")
    found = why(SOUND._replace(nodes=(SOUND.nodes[0], remote)))
    assert found == ["there is no node beside 'n1' that could take over"]


def test_votes_and_fencing() -> None:
    assert list(guard.votes(QuorumState(quorate=True))) == []
    assert "1 of 5" in next(guard.votes(QuorumState(quorate=False, expected=5, total=1)))
    assert "not known" in next(guard.votes(Unknown("corosync-quorumtool is not installed")))
    event = FenceEvent("n2", "reboot", "pending")
    assert "'n2'" in next(guard.fencing(FenceHistory((event,))))
    assert list(guard.fencing(FenceHistory((event._replace(status="success"),)))) == []


def test_errors_of_diagnose() -> None:
    at = Span(Source("n1", b""), 0, 0)

    def found(code: str, severity: Severity) -> Reported:
        return Reported(code, "name", severity, Finding("said", at))

    findings = [
        found("RUN004", Severity.ERROR),
        found("FEN001", Severity.ERROR),
        found("FEN004", Severity.WARNING),
        found("SEC003", Severity.ERROR),
    ]
    assert [said[:6] for said in guard.errors(findings)] == ["RUN004", "FEN001"]


def test_a_node_that_is_lost_ends_a_drill() -> None:
    during = SOUND._replace(nodes=(SOUND.nodes[0]._replace(standby=True), SOUND.nodes[1]))
    lost(SOUND, Sight(during, "S_IDLE"), "n1")
    for seen, said in (
        (two(unclean=True), "'n2' is unclean"),
        (two(standby=True), "'n2' is on standby"),
        (SOUND._replace(quorate=False), "lost quorum"),
    ):
        with pytest.raises(UnsettledError, match=said):
            lost(SOUND, Sight(seen, "S_IDLE"), "n1")
    offline = two(online=False)
    lost(offline, Sight(offline, "S_IDLE"), "n1")  # it was before
