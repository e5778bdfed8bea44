"""# OPS010 probe-tampering

The cluster does not look what is running before it starts, or looks late.

## Why
With `enable-startup-probes=false` a resource that somebody started by hand is not seen, and started a second time on
another node. `start-delay` of a monitor hides a start that went wrong for as long.

## When to ignore it
`start-delay`: where the agent says that it has started before it has.

## Bad
```crm
property enable-startup-probes=false
```

```crm
primitive web apache op monitor interval=10s timeout=20s start-delay=60s
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="enable-startup-probes" value="no"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
primitive web apache op monitor interval=10s timeout=20s
property enable-startup-probes=true
```

## Sources
* Pacemaker Explained: enable-startup-probes, start-delay
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.known import plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

NAME = "enable-startup-probes"


@rule("OPS010", severity=Severity.WARNING)
def probe_tampering(pacemaker: Pacemaker) -> Findings:
    setting = pacemaker.property(NAME)
    off = setting is not None and values.boolean(plain(setting)) is False
    if setting is not None and off and not pacemaker.properties.depends(NAME):
        yield Finding(
            f"{NAME} is '{setting.value}': nothing looks what runs on a node already",
            setting.at,
            why="what was started by hand is started a second time elsewhere",
            fix=fix(f"remove {NAME}", remove_pair(setting)),
        )
    delayed = {
        id(operation.element): (resource, operation)
        for resource in pacemaker.services
        for operation in resource.operations
        if operation.name == "monitor"
        and values.milliseconds(operation.get("start-delay") or "0", pacemaker.target)
    }
    if delayed:
        (resource, operation), *others = delayed.values()
        count = f" (and {len(others)} more)" if others else ""
        yield Finding(
            f"'{resource.id}'{count}: the first monitor waits '{operation.get('start-delay')}' after start",
            operation.place("start-delay"),
            tuple(Note(o.place("start-delay"), f"'{r.id}'") for r, o in others),
            why="a start that went wrong is seen that much later",
            severity=Severity.INFO,
        )
