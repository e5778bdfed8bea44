"""A node whose daemons are only partly there is emptied, stopped and started, while another one holds."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.stack import Stack
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted


@repairs("RUN001")
def one_node(
    need: Need,
    stack: Stack,
    running: RunningMap | Unknown,
    quorum: QuorumState | Unknown,
    cluster: ClusterState | Unknown,
) -> Repairs:
    """Where corosync and pacemakerd run, and something of them does not."""
    if stack.corosync is None or stack.pacemaker is None:
        return
    partly = ("of its daemons", "sbd does not run", "does not answer")
    cures = tuple(r for r in need.found if any(words in r.finding.message for words in partly))
    if not cures:
        return
    own = None if isinstance(running, Unknown) else running.own
    known = None if isinstance(cluster, Unknown) or not own else cluster.name_of(own.nodeid)
    name = quoted([known or (own.name if own else "") or "THIS"])[0]
    left = None if isinstance(quorum, Unknown) or own is None else quorum.total - own.votes
    holds = left is not None and not isinstance(quorum, Unknown) and left >= quorum.quorum
    two = not isinstance(quorum, Unknown) and "2Node" in quorum.flags
    yield need.protocol(
        f"stop and start the cluster on {name} alone",
        "it stops or moves what runs here; where that fails, the node is fenced",
        "the others hold without this node, and can fence it:"
        if holds or two
        else "WARNING: without this node the others have no quorum, and stop everything:",
        "$ corosync-quorumtool -s",
        f"$ stonith_admin --list {name}    # on another node",
        f"$ crm node standby {name}    # on another node",
        "$ crm_resource --wait",
        f"on {name}:",
        "$ systemctl stop pacemaker",
        "$ systemctl restart corosync",
        "$ systemctl start pacemaker",
        "$ corosync-cfgtool -n    # all links are connected",
        f"$ crm node online {name}",
        cures=cures,
    )
