"""# RES010 invalid-parameter-value

A parameter has a value that its agent cannot take.

## Why
Neither the shell nor Pacemaker looks at the values of parameters: only the agent does, when it starts. Some agents then
report an error in the configuration, others take what they do not know for "no". A blank at the edge of a value is part
of it.

## When to ignore it
When your release of the agent takes the value.

## Bad
```crm
primitive fs Filesystem params device=/dev/vg/data directory=srv/data fstype=xfs
```

```crm
primitive vg LVM-activate params vgname=data vg_access_mode=exclusive
```

```crm
primitive web apache params configfile=" /etc/apache2/httpd.conf"
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="f" class="stonith" type="fence_ipmilan"><instance_attributes id="p">
<nvpair id="p1" name="ip" value="10.0.0.1"/><nvpair id="p2" name="privlvl" value="root"/>
</instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive fs Filesystem params device=/dev/vg/data directory=/srv/data fstype=xfs
primitive vg LVM-activate params vgname=data vg_access_mode=system_id
primitive f stonith:fence_ipmilan params ip=10.0.0.1 privlvl=operator lanplus=1
```

## Sources
* the agents of resource-agents 4.12 (what they refuse) and the choices in the meta-data of fence-agents 4.12
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.known import known, parameters
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.taken import fault
from hadoctor.rule import Findings, rule


@rule("RES010", severity=Severity.ERROR, explains=("RUN006",))
def invalid_parameter_value(pacemaker: Pacemaker) -> Findings:
    for resource, setting in parameters(pacemaker.primitives):
        agent = known(resource)
        if agent is None or setting.value is None:
            continue
        found = fault(agent, setting.name, setting.value)
        if found is not None:
            edit = None if found.meant is None else set_value(setting.pair, "value", found.meant)
            yield Finding(
                f"'{resource.id}': {found.message}",
                setting.at,
                why=found.why,
                severity=found.severity,
                fix=None if found.meant is None else fix(f"write '{found.meant}'", edit),
            )
