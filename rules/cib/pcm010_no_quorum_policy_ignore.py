"""# PCM010 no-quorum-policy-ignore

The cluster goes on without quorum.

## Why
A part of the cluster without quorum keeps its resources, starts those of the other part, and fences it if it
can. With fencing a node that comes back alone shoots the healthy ones, since waiting for quorum is what
wait_for_all does; without fencing everything runs twice. The setting is advice for two nodes from before
corosync 2: votequorum's `two_node: 1` keeps a single node quorate, so that nothing has to be ignored.

With three nodes or more, with `two_node`, or with a quorum device it is an error, in a cluster of one node
a remark. Without fencing it is a part of FEN027.

## When to ignore it
In a cluster of one node.

## Bad
```crm
node 1: alice
node 2: bob
property stonith-enabled=true no-quorum-policy=ignore
```

```cib
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="no-quorum-policy" value="ignore"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
node 1: alice
node 2: bob
property stonith-enabled=true
```

## Sources
Pacemaker Explained, "Cluster Options"; votequorum(5): two_node, wait_for_all
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("PCM010", severity=Severity.WARNING)
def no_quorum_policy_ignore(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    setting = pacemaker.property("no-quorum-policy")
    if setting is None or (setting.value or "").lower() != "ignore":
        return
    said, place, severity = "", None, Severity.WARNING
    if isinstance(corosync, Corosync) and corosync.votes.counted:
        if corosync.votes.two_node_in_force:
            said, place = "two_node keeps a single node quorate already", "quorum.two_node"
        elif corosync.votes.device:
            said, place = "there is a quorum device", "quorum.device.model"
    if place:
        severity = Severity.ERROR
    elif len(pacemaker.members) >= 3:
        said, severity = f"the cluster has {len(pacemaker.members)} nodes", Severity.ERROR
    elif pacemaker.whole and len(pacemaker.members) == 1:
        severity = Severity.INFO
    if pacemaker.fencing is False:
        severity = min(severity, Severity.WARNING)  # FEN027 is the error.
    entry = corosync.entry(place) if isinstance(corosync, Corosync) and place else None
    yield Finding(
        "no-quorum-policy is 'ignore'" + (f", and {said}" if said else ""),
        setting.at,
        notes=(Note(entry.span, "here"),) if entry else (),
        why="both halves of a split cluster go on, and start what the other half runs",
        severity=severity,
        fix=fix("remove it: the default is stop", remove_pair(setting)),
    )
