"""# RES002 missing-required-parameter

A resource lacks a parameter that its agent cannot do without.

## Why
The agent says "not configured", and Pacemaker then does not run the resource on any node. The shell only warns, and
not when the commit is forced.

## When to ignore it
When your release of the agent does not need the parameter.

## Bad
```crm
primitive vip IPaddr2 op monitor interval=10s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="fs" class="ocf" provider="heartbeat" type="Filesystem">
<instance_attributes id="fs-params">
<nvpair id="fs-device" name="device" value="/dev/vg/data"/>
<nvpair id="fs-fstype" name="fstype" value="xfs"/>
</instance_attributes>
</primitive>
</resources><constraints/></configuration>
```

## Good
```crm
rsc_template web Filesystem params fstype=xfs
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
primitive fs @web params device=/dev/vg/data directory=/srv
```

## Sources
* the meta-data of the agents: resource-agents 3.9 to 4.18, Pacemaker 2.1.5, drbd-utils 9.22
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker import releases
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.known import dangling
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES002", severity=Severity.ERROR, explains=("RUN006", "RUN008"))
def missing_required_parameter(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.sure:
        return  # A part of a statement that was not understood may have it.
    for resource in pacemaker.services:
        agent = resource.agent
        if agent is None:
            continue
        needed = releases.required(agent.class_, agent.provider or "", agent.type)
        missing = [n for n in needed if all(n not in one.own_params for one in resource.lineage)]
        if missing and not any(dangling(one) for one in resource.lineage):
            names = " and ".join(f"'{name}'" for name in missing)
            yield Finding(
                f"'{resource.id}' has no {names}, which {agent.name} needs",
                resource.agent_at,
                why="the agent reports an error in its configuration: it runs on no node",
                fix=fix("add " + " ".join(f"{name}=…" for name in missing)),
            )
