"""# RUN006 resource-trouble

A resource is blocked, failed, stopped though it should run, or may not run on a node any more.

## Why

Pacemaker tells what the last action gave: the exit code of the agent (5: something is not installed on
that node, 6: the parameters are wrong everywhere, 7: it was not running any more) and often a sentence
of the agent. That is where to look; *cleaning up* only makes the cluster forget and try again, and is
right after the cause has been removed, for one resource.

A stop that has failed blocks the resource: the cluster may not start it elsewhere before it is certain
that it is not running there. A node on which a resource has failed too often is closed to it: the
failover that the cluster was built for will not happen.

## When to ignore it

When a failure has been dealt with, clean it up: `crm_resource --cleanup -r RESOURCE -N NODE`.

## Bad

```facts
{"ClusterState": {
  "dc": "alice",
  "nodes": [{"name": "alice", "online": true}],
  "resources": [{"id": "web", "agent": "ocf:heartbeat:apache", "role": "Stopped"}],
  "failures": [{
    "resource": "web", "task": "start", "node": "alice", "code": 5, "meaning": "not installed",
    "reason": "environment is invalid, resource considered stopped"
  }],
  "fail_counts": [{"resource": "web", "node": "alice", "failures": 1000000, "threshold": 1000000}]
}}
```

```crm
node 1: alice
primitive web Dummy
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{"ClusterState": {
  "dc": "alice",
  "nodes": [{"name": "alice", "online": true}],
  "resources": [{"id": "web", "agent": "ocf:heartbeat:Dummy", "role": "Stopped"}]
}}
```

## Good

```facts
{"ClusterState": {
  "dc": "alice",
  "nodes": [{"name": "alice", "online": true}],
  "resources": [
    {"id": "web", "agent": "ocf:heartbeat:apache", "role": "Started", "nodes": ["alice"]},
    {"id": "old", "agent": "ocf:heartbeat:Dummy", "role": "Stopped", "target_role": "Stopped"}
  ]
}}
```

## Sources

* Pacemaker Explained: OCF Return Codes, migration-threshold
* crm_mon of 2.1.5, with agents that fail
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.drbd import Drbd
from hadoctor.facts.node.place import said
from hadoctor.facts.node.split import split
from hadoctor.facts.node.standstill import standing_still
from hadoctor.facts.node.trouble import Grade, troubles
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

COMMAND = "crm_mon -1 -r --output-as=xml"
SEVERITY = {
    Grade.BROKEN: Severity.ERROR,
    Grade.AWAY: Severity.WARNING,
    Grade.HEALED: Severity.INFO,
}


@rule("RUN006", severity=Severity.ERROR)
def resource_trouble(
    cluster: ClusterState, pacemaker: Pacemaker | Unknown, drbd: Drbd | Unknown
) -> Findings:
    for trouble in troubles(cluster):
        yield Finding(
            trouble.message,
            at=said(COMMAND, f'id="{trouble.resource}"'),
            notes=tuple(Note(said(COMMAND, "failures"), note) for note in trouble.notes),
            why=trouble.why,
            severity=SEVERITY[trouble.grade],
        )
    for still in standing_still(cluster, pacemaker) if isinstance(pacemaker, Pacemaker) else ():
        bans = [ban for ban in cluster.bans if ban.resource in (still.id, *still.first.parents)]
        yield Finding(
            f"resource '{still.id}' is stopped on every node, and nobody has stopped it",
            at=said(COMMAND, f'id="{still.id}" role="Stopped"'),
            notes=tuple(
                Note(said(COMMAND, f'ban id="{ban.id}"'), f"it may not run on {ban.node}")
                for ban in bans
            ),
            why="constraints, fencing or the state of the nodes keep it from running",
        )
    for broken in split(drbd) if isinstance(drbd, Drbd) else ():
        yield Finding(
            broken.message,
            at=said("drbdsetup status --json", broken.line),
            why=broken.why,
            severity=Severity.ERROR if broken.grave else Severity.WARNING,
        )
