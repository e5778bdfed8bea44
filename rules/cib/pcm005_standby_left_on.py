"""# PCM005 standby-left-on

A node is in standby for good.

## Why
`crm node standby` and `pcs node standby` write an attribute that stays, over reboots too. It is the usual test of a
failover; whoever forgets `online` afterwards has a cluster with one node less, and finds out when the
other fails. Where no node is left, nothing runs at all.

## When to ignore it
For a node that only votes and is never to run anything, or while it is being worked on.

## Bad
```crm
node 1: alice \\
    attributes standby=on
node 2: bob
```

```cib
<configuration><crm_config/><nodes><node id="1" uname="alice"><instance_attributes id="nodes-1">
<nvpair id="nodes-1-standby" name="standby" value="on"/>
</instance_attributes></node></nodes><resources/><constraints/></configuration>
```

## Good
```crm
node 1: alice \\
    attributes standby=off
node 2: bob
```

## Sources
Pacemaker Explained, "Cluster Nodes"; crm_simulate.
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import boolean
from hadoctor.rule import Findings, rule


@rule("PCM005", severity=Severity.WARNING)
def standby_left_on(pacemaker: Pacemaker) -> Findings:
    found = [
        (node, setting)
        for node in pacemaker.nodes
        if (setting := node.attributes.get("standby")) and boolean(setting.value or "") is True
    ]
    if not found:
        return
    others = len(pacemaker.nodes) - len(found)
    none = pacemaker.whole and not others and not _more_nodes(pacemaker)
    names = ", ".join(f"'{node.name}'" for node, _ in found[:8])
    left = "no node left" if none else f"{others} of {len(pacemaker.nodes)} nodes left"
    yield Finding(
        f"standby is on for node{'s' if len(found) > 1 else ''} {names}"
        + (f": {left} to run resources" if pacemaker.whole else ""),
        found[0][1].at,
        notes=also([setting.at for _, setting in found], "and here"),
        why="it stays so over reboots, until somebody sets the node online",
        severity=Severity.ERROR if none else None,
        fix=fix("take it out of standby", *(remove_pair(setting) for _, setting in found)),
    )


def _more_nodes(pacemaker: Pacemaker) -> bool:
    """Whether resources make nodes that need not be listed: remote nodes, guests, bundles."""
    return any(r.kind == "bundle" for r in pacemaker.top) or any(
        r.meta("remote-node") or (r.agent and r.agent.name == "ocf:pacemaker:remote")
        for r in pacemaker.primitives
    )
