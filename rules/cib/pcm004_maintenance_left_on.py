"""# PCM004 maintenance-left-on

The stored configuration has the whole cluster, or a node, in maintenance, or stops all resources.

## Why
In maintenance Pacemaker starts, stops and monitors nothing: a failed service stays down, a lost node is not taken
over. `stop-all-resources` keeps everything down. These switches are for the time of some work; nobody turns them off
but the one who turned them on, and the cluster looks well meanwhile.

## When to ignore it
While the work goes on. A configuration that is kept in a file should not have it.

## Bad
```crm
property maintenance-mode=true
```

```crm
node 1: alice \\
    attributes maintenance=on
```

```cib
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="stop-all-resources" value="yes"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
node 1: alice
property maintenance-mode=false
```

## Sources
Pacemaker Explained, "Cluster Options" and "Cluster Nodes"; crm_simulate.
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import boolean
from hadoctor.rule import Findings, rule

SWITCHES = {
    "maintenance-mode": "nothing is started, stopped or monitored, and nothing recovers",
    "stop-all-resources": "every resource is stopped and stays so",
}


@rule("PCM004", severity=Severity.WARNING)
def maintenance_left_on(pacemaker: Pacemaker) -> Findings:
    for name, effect in SWITCHES.items():
        setting = pacemaker.property(name)
        if setting is not None and boolean(setting.value or "") is True:
            yield Finding(
                f"{name} is '{setting.value}': {effect}",
                setting.at,
                fix=fix(f"remove {name}", remove_pair(setting)),
            )
    found = [
        (node, setting)
        for node in pacemaker.nodes
        if (setting := node.attributes.get("maintenance")) and boolean(setting.value or "") is True
    ]
    if found:
        names = ", ".join(f"'{node.name}'" for node, _ in found[:8])
        yield Finding(
            f"maintenance is on for node{'s' if len(found) > 1 else ''} {names}",
            found[0][1].at,
            notes=also([setting.at for _, setting in found], "and here"),
            why="resources there are not started, stopped or monitored",
            fix=fix("end the maintenance", *(remove_pair(setting) for _, setting in found)),
        )
