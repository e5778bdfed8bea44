"""A new authkey: whoever has another one is out of the cluster at once."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.stack import Stack
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import quoted

KEY = "/etc/corosync/authkey"
ELSEWHERE = "    # unless it is this node"


@repairs("SEC005")
def missing_key(need: Need, corosync: Corosync) -> Repairs:
    """Where it is missing here alone, the others have it."""
    key = quoted([corosync.text("totem.keyfile") or KEY])[0]
    cures = tuple(r for r in need.found if "is not there" in r.finding.message)
    names = quoted(node.label for node in corosync.nodes)
    if cures and names:
        yield need.protocol(
            "bring the key of the other nodes to this one",
            "it is a secret, which hadoctor neither reads nor sends",
            f"on a node that is a member, one of {', '.join(names)}:",
            f"$ sha256sum {key}",
            f"$ scp -p {key} root@THIS:{key}",
            "on this node:",
            f"$ chown root:root {key}; chmod 0400 {key}",
            f"$ sha256sum {key}    # the same as there",
            "where no node has it any more: corosync-keygen, the new key on all nodes, and then a"
            " stop and a start of all of them",
            cures=cures,
        )


@repairs("SEC006", "SEC007")
def new_key(need: Need, corosync: Corosync, stack: Stack, running: RunningMap | Unknown) -> Repairs:
    key = quoted([corosync.text("totem.keyfile") or KEY])[0]
    names = quoted(node.label for node in corosync.nodes)
    complete = not isinstance(running, Unknown) and {n.nodeid for n in running.nodes} == set(
        running.joined
    )
    # Tried: corosync 3.1.7 takes the key of its file at a reload, and no member is lost.
    reload = complete and corosync.transport == "knet" and corosync.target.since("3.1")
    pacemaker = stack.pacemaker_installed and stack.pacemaker_used
    yield need.protocol(
        "give all nodes the same, new key",
        "one node with another key is out of the cluster at once",
        "on one node:",
        f"$ corosync-keygen -k {key}.new",
        *(f"$ scp -p {key}.new root@{name}:{key}.new{ELSEWHERE}" for name in names),
        f"$ sha256sum {key}.new    # on every node: the same",
        *(_by_reload(key) if reload else _by_stop(key, pacemaker)),
        "$ corosync-quorumtool -s    # all nodes are members",
    )


def _by_reload(key: str) -> Iterator[str]:
    yield "while all nodes are members (one that is down must get the key before it starts):"
    yield f"$ mv {key}.new {key}    # on every node"
    yield "$ corosync-cfgtool -R    # once, on one node, when all have it"


def _by_stop(key: str, pacemaker: bool) -> Iterator[str]:
    yield "stop the cluster on all nodes, then put the key in place on all of them:"
    if pacemaker:
        yield "$ systemctl stop pacemaker    # on every node"
    yield "$ systemctl stop corosync    # on every node"
    yield f"$ mv {key}.new {key}    # on every node"
    yield f"$ systemctl start corosync{' pacemaker' if pacemaker else ''}    # on every node"
