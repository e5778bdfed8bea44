"""# RES011 unique-parameter-conflict

Two resources of one agent have the same value for a parameter that must be each one's own.

## Why
The two manage the same thing: an address, a DRBD resource, a file with a process number. Each finds it running where the
other has started it, and when one stops it takes it away from the other.

## When to ignore it
When the two never run at the same time or on the same node.

## Bad
```crm
primitive vip1 IPaddr2 params ip=10.0.0.9 cidr_netmask=24
primitive vip2 IPaddr2 params ip=10.0.0.9 cidr_netmask=32
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="d1" class="ocf" provider="linbit" type="drbd"><instance_attributes id="p1">
<nvpair id="p1n" name="drbd_resource" value="r0"/></instance_attributes></primitive>
<primitive id="d2" class="ocf" provider="linbit" type="drbd"><instance_attributes id="p2">
<nvpair id="p2n" name="drbd_resource" value="r0"/></instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive vip1 IPaddr2 params ip=10.0.0.9 cidr_netmask=24
primitive vip2 IPaddr2 params ip=10.0.0.10 cidr_netmask=24
primitive director IPaddr2 params ip=10.0.0.11 cidr_netmask=24
primitive real IPaddr2 params ip=10.0.0.11 cidr_netmask=32 nic=lo lvs_support=true
```

## Sources
* the meta-data of the agents: `unique`
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.clashes import SURE, clashes
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES011", severity=Severity.ERROR)
def unique_parameter_conflict(pacemaker: Pacemaker) -> Findings:
    for agent, name, holders in clashes(pacemaker):
        (first, setting), *others = holders
        rest = ", ".join(f"'{resource.id}'" for resource, _ in others[:3])
        rest += " and more" if others[3:] else ""
        value = f" '{setting.value}'" if name in SURE else ""
        yield Finding(
            f"'{first.id}' and {rest} have the same {name}{value}",
            others[-1][1].at,
            tuple(Note(one.at, f"'{resource.id}'") for resource, one in holders[:-1]),
            why=f"{agent} wants another one for each: they manage the same thing",
            severity=None if name in SURE else Severity.WARNING,
        )
