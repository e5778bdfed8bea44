"""# RES003 unknown-parameter

A parameter that the agent does not have.

## Why
Pacemaker hands every parameter on, and an agent does not look at what it does not know: what was meant to be set has its
default. The shell warns, and stores it.

## When to ignore it
When the agent was changed at your site.

## Bad
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmsk=24
```

```crm
primitive vip IPaddr2 params ip=10.0.0.9 prefix=24
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="f" class="stonith" type="fence_ipmilan"><instance_attributes id="p">
<nvpair id="p1" name="pcmk_hostlist" value="node1"/>
</instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=24
primitive web apache params configfile=/etc/apache2/httpd.conf trace_ra=1
primitive own ocf:site:proxy params prefix=24
```

## Sources
* the agents of resource-agents 3.9 to 4.18 and of Pacemaker 1.1 to 3.0: what their meta-data names, and what they read
* of fence agents and others only one release is known: there only what is nearly another name is reported
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker import releases
from hadoctor.model.pacemaker.edits import fix, rename
from hadoctor.model.pacemaker.known import known, parameters
from hadoctor.model.pacemaker.misplaced import meta_name
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

INTERNAL = ("CRM_meta_", "OCF_", "trace_", "$")


@rule("RES003", severity=Severity.WARNING)
def unknown_parameter(pacemaker: Pacemaker) -> Findings:
    for resource, setting in parameters(pacemaker.primitives):
        agent = known(resource)
        name = setting.name
        if agent is None or releases.takes(agent, name) or name.startswith(INTERNAL):
            continue
        if meta_name(name, certain=releases.complete(agent)):
            continue  # RES012 says where it belongs.
        meant = releases.near_parameter(agent, name)
        if meant is None and not releases.complete(agent):
            continue
        there = meant is not None and meant in resource.own_params.names()
        yield Finding(
            f"'{resource.id}': {agent.name} has no parameter '{name}'"
            + (f", but '{meant}'" if meant else ""),
            setting.name_at,
            why="the agent does not look at it",
            fix=fix(f"rename it to {meant}", rename(setting, meant))
            if meant and not there
            else None,
        )
