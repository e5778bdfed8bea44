"""Quorum that is lost comes back with the nodes; to do without them is a human's decision."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted


@repairs("RUN002")
def no_quorum(
    need: Need,
    corosync: Corosync,
    quorum: QuorumState,
    running: RunningMap | Unknown,
    cluster: ClusterState | Unknown,
) -> Repairs:
    here = {voter.nodeid for voter in quorum.voters}
    listed = () if isinstance(running, Unknown) else running.nodes
    missing = [n.name for n in listed if n.nodeid and n.nodeid not in here]
    missing = missing or [node.label for node in corosync.nodes]
    waits = quorum.total >= quorum.quorum > 0 and "WaitForAll" in quorum.flags
    fencing = not isinstance(cluster, Unknown) and cluster.fencing
    yield need.protocol(
        "start the nodes that this one waits for" if waits else "get the cluster's quorum back",
        "to do without the missing nodes can run everything twice, on the same data",
        f"find out why these are no members: {', '.join(missing)}; on each of them:",
        "$ hadoctor diagnose --fix",
        "$ systemctl start corosync pacemaker    # where they do not run",
        "here, when they are back:",
        "$ corosync-quorumtool -s    # Quorate: Yes",
        *(_alone(quoted(missing), fencing) if waits else _dead(quoted(missing))),
    )


def _alone(missing: list[str], fencing: bool) -> Iterator[str]:
    """After all nodes were down, none starts anything before it has seen all others once."""
    yield "only where a node is dead for good, and somebody has seen at the device that it is off:"
    if fencing:
        for name in missing:
            yield f"$ stonith_admin --confirm {name}    # it is off: nobody checks it any more"
    yield "$ corosync-cmapctl -s quorum.cancel_wait_for_all u8 1"
    yield f"until it is repaired, nothing of the cluster may start on {', '.join(missing)}"


def _dead(missing: list[str]) -> Iterator[str]:
    yield "only where nodes are dead for good, and somebody has seen at the device that they are off:"
    for name in missing:
        yield f"$ stonith_admin --confirm {name}    # it is off: nobody checks it any more"
    yield "take them out of corosync.conf on all nodes that are left, then on one of them:"
    yield "$ corosync-cfgtool -R"
