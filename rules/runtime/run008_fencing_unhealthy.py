"""# RUN008 fencing-unhealthy

Fencing has failed, is under way, or would fail.

## Why

A node that is lost has to be fenced before anything of it is started elsewhere. When that fails the
cluster stands still, on purpose: it waits for a person. A fence device that has failed its start or
monitor will most probably fail when it is needed, and a node that no device can fence cannot be
recovered at all.

The history is kept by the daemons while they run. A node that is fenced again and again comes back each
time with the fault that it was fenced for, often a stop that fails, or a network that is down for one
direction.

## When to ignore it

A failure that has been dealt with: `stonith_admin --cleanup --history NODE`.

## Bad

```facts
{"FenceHistory": {"events": [
  {"target": "bob", "action": "reboot", "status": "failed", "delegate": "alice",
   "client": "pacemaker-controld.55", "completed": "2026-11-25 04:33:23Z"}
]}}
```

No device for bob:

```crm
node 1: alice
node 2: bob
primitive fence-a stonith:fence_ipmilan params pcmk_host_list=alice
property stonith-enabled=true cluster-infrastructure=corosync
```
```facts
{
  "FenceDevices": {"registered": ["fence-a"], "coverage": [
    {"node": "alice", "devices": ["fence-a"]}, {"node": "bob", "devices": []}
  ]},
  "ClusterState": {"dc": "alice", "fencing": true, "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": true}
  ]},
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice", "nodelist.local_node_pos": "0"
  }}
}
```

## Good

```facts
{
  "FenceHistory": {"events": [
    {"target": "bob", "action": "reboot", "status": "success", "completed": "2026-11-25 04:35:23Z"},
    {"target": "bob", "action": "reboot", "status": "failed", "completed": "2026-11-25 04:33:23Z"}
  ]},
  "FenceDevices": {"registered": ["fence-a"], "coverage": [
    {"node": "alice", "devices": ["fence-a"]}, {"node": "bob", "devices": ["fence-a"]}
  ]},
  "ClusterState": {"dc": "alice", "fencing": true, "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": true}
  ]}
}
```

Each device is kept from the node that it fences, so that no node knows them all:

```crm
node 1: alice
node 2: bob
primitive fence-a stonith:fence_ipmilan params pcmk_host_list=alice
primitive fence-b stonith:fence_ipmilan params pcmk_host_list=bob
location fence-a-elsewhere fence-a -inf: alice
location fence-b-elsewhere fence-b -inf: bob
property stonith-enabled=true cluster-infrastructure=corosync
```
```facts
{
  "FenceDevices": {"registered": ["fence-b"], "coverage": [
    {"node": "alice", "devices": []}, {"node": "bob", "devices": ["fence-b"]}
  ]},
  "ClusterState": {"dc": "alice", "fencing": true, "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": true}
  ]},
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice", "nodelist.local_node_pos": "0"
  }}
}
```

## Sources

* stonith_admin(8); Pacemaker Explained: Fencing
* the fencer of 2.1.5, with a device that fails
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.fencers import past, uncovered, unregistered
from hadoctor.facts.node.fencing import FenceDevices, FenceHistory
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.trouble import Grade, troubles
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

STATE = "crm_mon -1 -r --output-as=xml"
LIST = "stonith_admin --list-registered"


@rule("RUN008", severity=Severity.ERROR)
def fencing_unhealthy(
    history: FenceHistory | Unknown,
    devices: FenceDevices | Unknown,
    cluster: ClusterState | Unknown,
    pacemaker: Pacemaker | Unknown,
    running: RunningMap | Unknown,
) -> Findings:
    state = None if isinstance(cluster, Unknown) else cluster
    for trouble in troubles(state, fencing=True) if state else ():
        yield Finding(
            trouble.message,
            at=said(STATE, f'id="{trouble.resource}"'),
            notes=tuple(Note(said(STATE, "failures"), note) for note in trouble.notes),
            why=trouble.why or "it will most probably fail when it is needed",
            severity=Severity.ERROR if trouble.grade is Grade.BROKEN else Severity.WARNING,
        )
    for event in past(history, state) if isinstance(history, FenceHistory) else ():
        yield Finding(
            event.message,
            at=said("stonith_admin --history '*' --verbose", event.line),
            why=event.why,
            severity=Severity.ERROR if event.grave else Severity.WARNING,
        )
    if isinstance(devices, FenceDevices) and state and state.fencing:
        known = None if isinstance(pacemaker, Unknown) else pacemaker
        own = None if isinstance(running, Unknown) else state.name_of(running.own_id)
        for name in unregistered(devices, known):
            yield Finding(
                f"fence device '{name}' is configured, and the fencer of this node does not know it",
                at=said(LIST, name),
                why="this node cannot use it",
                severity=Severity.WARNING,
            )
        for name in uncovered(devices, state, known, own):
            yield Finding(
                f"no fence device can fence '{name}'",
                at=said(
                    f"stonith_admin -l {name}", '<list name="registered fence devices" count="0"/>'
                ),
                why="when it is lost, nothing that ran on it is started elsewhere",
            )
