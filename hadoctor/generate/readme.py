"""The steps in order, with what is to be seen after each."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.finding import Reported
from hadoctor.generate.description import Description

Lines = Iterator[str]


def readme(cluster: Description, chosen: tuple[Reported, ...]) -> str:
    return "\n".join([*_steps(cluster), *_choices(chosen), *_fencing(cluster), ""])


def _steps(cluster: Description) -> Lines:
    nodes = ", ".join(node.name for node in cluster.nodes)
    yield f"# Cluster {cluster.name}: {nodes}"
    yield ""
    yield "1. Copy this folder to every node. It is the same for all; one `corosync.conf` for all nodes."
    if cluster.encrypted:
        yield "2. The key: `authkey` in this folder (made by `hadoctor generate --authkey`), or, on one node,"
        yield "   `corosync-keygen -k authkey` here, then copied with the folder. Nobody else may have it."
    else:
        yield "2. There is no key: the cluster's traffic is neither encrypted nor authenticated."
    yield "3. On every node: `sh install-NODE.sh`. It asks before each change, and can be run again."
    count = len(cluster.nodes)
    yield f"   See: `corosync-quorumtool -s` shows {count} nodes, and `Quorate: Yes` when all are up;"
    if cluster.transport == "knet":
        yield "   `corosync-cfgtool -n` shows every link `connected`."
    else:
        yield "   `corosync-cfgtool -s` shows the ring active with no faults."
    if cluster.device:
        yield f"   The quorum device: corosync-qnetd on {cluster.device.host}, its certificates by"
        yield "   `corosync-qdevice-net-certutil`; then, on every node,"
        yield "   `systemctl enable --now corosync-qdevice`."
    yield "4. Once, on one node, when `crm_mon --one-shot` shows all nodes online:"
    yield "   `crm configure load update cluster.crm`, or `sh cluster.pcs.sh`."
    yield "   See: `crm_mon --one-shot --inactive` shows everything started."
    yield "5. `hadoctor diagnose` on every node finds nothing."
    yield "6. Try it before it is needed: put a node into standby (`crm node standby NODE`), see its"
    yield "   resources move, and bring it back (`crm node online NODE`)."
    yield ""


def _choices(chosen: tuple[Reported, ...]) -> Lines:
    if chosen:
        yield "## Chosen in the description"
        yield ""
        for one in chosen:
            why = f": {one.finding.why}" if one.finding.why else ""
            yield f"* {one.code} {one.finding.message}{why}"
        yield ""


def _fencing(cluster: Description) -> Lines:
    if cluster.fenced:
        yield "## Fencing"
        yield ""
        yield "Prove it before the cluster is trusted: one node after the other, first in standby,"
        yield "`stonith_admin --reboot NODE`. The node must lose its power, and nothing else."
        return
    yield "## No fencing"
    yield ""
    yield "This cluster cannot make sure that a node that it lost is really down. When a node hangs, or the"
    yield "network between the nodes breaks, a service can run twice, and data that both write is damaged."
    yield "Get a fence device (`[fencing]` in the description) before it has data that matters."
