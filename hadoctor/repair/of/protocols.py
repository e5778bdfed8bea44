"""What a human does on all nodes, in order: with the names and commands of this very cluster."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs

KEY = "/etc/corosync/authkey"


@repairs("SEC005", "SEC006", "SEC007")
def new_key(need: Need, corosync: Corosync) -> Repairs:
    """One node with another key is out of the cluster at once."""
    first, *others = (node.label for node in corosync.nodes)
    lines = [f"on {first}:", f"$ corosync-keygen -k {KEY}.new", f"$ chmod 0400 {KEY}.new"]
    for name in others:
        lines.append(f"$ scp -p {KEY}.new root@{name}:{KEY}.new")
    yield need.protocol(
        "give all nodes the same, new key",
        "one node with another key is out of the cluster at once",
        *lines,
        f"$ sha256sum {KEY}.new    # on every node: the same",
        "stop the cluster on all nodes, then put the key in place on all of them:",
        "$ systemctl stop pacemaker    # on every node",
        "$ systemctl stop corosync    # on every node",
        f"$ mv {KEY}.new {KEY}    # on every node",
        "$ systemctl start corosync pacemaker    # on every node",
        "$ corosync-quorumtool -s    # all nodes are members",
    )


@repairs("FEN001", "FEN002", "QUO005", "FEN027")
def fencing(need: Need, corosync: Corosync | Unknown) -> Repairs:
    nodes = [] if isinstance(corosync, Unknown) else [node.label for node in corosync.nodes]
    names = nodes or ["NODE"]
    yield need.protocol(
        "get fencing to work, then switch it on",
        "only who stands at the devices knows that the right node loses its power",
        "a device for each node (which agents there are: crm_resource --list-agents stonith):",
        *(
            f"$ crm configure primitive fence-{name} stonith:AGENT params pcmk_host_list={name} …"
            f" op monitor interval=60s"
            for name in names
        ),
        *(f"$ crm configure location fence-{n}-elsewhere fence-{n} -inf: {n}" for n in names),
        "fencing is still off; ask each device from another node:",
        "$ stonith_admin --list NODE",
        "one node after the other, first in standby:",
        *(
            f"$ crm node standby {n}; stonith_admin --reboot {n}; crm node online {n}"
            for n in names
        ),
        "$ crm configure property stonith-enabled=true",
    )


@repairs("RUN002")
def no_quorum(need: Need, corosync: Corosync, quorum: QuorumState) -> Repairs:
    nodes = ", ".join(node.label for node in corosync.nodes)
    waits = any("wait" in flag.lower() for flag in quorum.flags)
    yield need.protocol(
        "get the cluster's quorum back",
        "to unblock it without the others can run everything twice",
        f"find out which of {nodes} are not members, and why:",
        "$ corosync-quorumtool -s",
        "$ hadoctor diagnose    # on each of them",
        "start those that are down:",
        "$ systemctl start corosync pacemaker",
        *(
            (
                "after a stop of all nodes it waits until it has seen all of them once (WaitForAll);",
                "only when a node is dead for good, and its power is seen to be off at the device:",
                "$ corosync-cmapctl -s quorum.cancel_wait_for_all u8 1",
            )
            if waits
            else ()
        ),
    )
