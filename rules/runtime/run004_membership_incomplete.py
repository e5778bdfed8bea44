"""# RUN004 membership-incomplete

A node is missing from the cluster, or is in it by half.

## Why

A node that is configured and is no member takes no resources: the next failure finds fewer nodes than
were planned. A two-node cluster stays quorate without its peer, so that `Quorate: Yes` proves nothing.

Membership has two floors. Corosync counts the nodes that share its ring; Pacemaker those whose daemons
have joined. A node can be on the first floor alone: its Pacemaker is not started, or hangs while it
joins. A node that is *unclean* is the bad case: nobody knows what it does, and nothing of it is
recovered before it has been fenced.

## When to ignore it

While a node is down on purpose.

## Bad

```facts
{"RunningMap": {"keys": {
  "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
  "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
  "nodelist.local_node_pos": "0",
  "runtime.members.1.status": "joined", "runtime.members.2.status": "left"
}}}
```

Pacemaker does not run on bob:

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "joined"
  }},
  "ClusterState": {"dc": "alice", "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": false}
  ]}
}
```

## Good

```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice",
    "nodelist.node.1.nodeid": "2", "nodelist.node.1.name": "bob",
    "runtime.members.1.status": "joined", "runtime.members.2.status": "joined"
  }},
  "ClusterState": {"dc": "alice", "nodes": [
    {"name": "alice", "id": "1", "online": true},
    {"name": "bob", "id": "2", "online": true, "standby": true}
  ]}
}
```

## Sources

* cmap_keys(7): runtime.members; Pacemaker Administration
* the daemons, with nodes cut off, stopped and killed
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.absent import absent, half
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.links import KnetLinks, Ring
from hadoctor.facts.node.place import said
from hadoctor.facts.node.qdevice import QdeviceState
from hadoctor.facts.node.quorum import QuorumState
from hadoctor.facts.node.running import RunningMap
from hadoctor.finding import Finding, Note, Severity
from hadoctor.rule import Findings, rule


@rule("RUN004", severity=Severity.ERROR, explains=("RUN002", "RUN006", "RUN008", "RUN009"))
def membership_incomplete(
    running: RunningMap,
    cluster: ClusterState | Unknown,
    links: KnetLinks | Unknown,
    ring: Ring | Unknown,
    device: QdeviceState | Unknown,
    quorum: QuorumState | Unknown,
) -> Findings:
    if not isinstance(ring, Unknown) and ring.firewall_suspected:
        yield Finding(
            f"corosync forms no ring: it has gathered members {ring.gather_in_a_row} times in vain",
            at=said("corosync-cmapctl -m stats", "stats.srp.firewall_enabled_or_nic_failure = 1"),
            why="the packets of the other nodes, or its own, do not arrive: a firewall, an interface,"
            " another cluster on the same multicast address",
        )
    gone = absent(running, None if isinstance(links, Unknown) else links)
    if gone:
        names = ", ".join(one.name for one in gone)
        yield Finding(
            f"{len(gone)} of the {len(running.nodes)} nodes "
            + (f"is no member: {names}" if len(gone) == 1 else f"are no members: {names}"),
            at=said("corosync-cmapctl", gone[0].line),
            notes=tuple(Note(said("corosync-cmapctl", one.line), one.said) for one in gone),
            why="the cluster can lose fewer nodes than it was built for",
        )
    if not isinstance(device, Unknown) and device.out_of_reach:
        yield Finding(
            f"the quorum device {device.host} gives no vote: {device.state.lower()}",
            at=said("corosync-qdevice-tool -s", f"State: {device.state}"),
            why="the cluster can lose fewer nodes than it was built for",
            severity=Severity.WARNING,
        )
    for voter in () if isinstance(quorum, Unknown) else quorum.voters:
        # That it votes for a member and not for another is its business; that it cannot ask one is not.
        if voter.nodeid != running.own_id and voter.cut_off:
            yield Finding(
                f"{running.name(voter.nodeid)} has no quorum device: {voter.device}",
                at=said("corosync-quorumtool -s", voter.device),
                why="its corosync-qdevice does not run, or cannot reach the server from there",
                severity=Severity.WARNING,
            )
    if not isinstance(cluster, Unknown):
        for fault in half(running, cluster):
            yield Finding(
                fault.message,
                at=said("crm_mon -1 -r --output-as=xml", fault.line),
                why=fault.why,
                severity=None if fault.grave else Severity.WARNING,
            )
