"""# RES007 vip-without-service

A floating address that nothing ties to a service.

## Why
Such an address moves when its node dies, and only then. When the web server or load balancer behind it stops, the
address stays where nobody answers; and the service may run on another node than the address.

## When to ignore it
When the service runs on all nodes and something else watches it, or when the address is all that there is to fail over.

## Bad
```crm
node a
node b
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
primitive web nginx op monitor interval=10s
property no-quorum-policy=stop
```

```cib
<configuration>
<crm_config><cluster_property_set id="o"><nvpair id="o1" name="no-quorum-policy" value="stop"/></cluster_property_set>
</crm_config><nodes/><resources>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="p">
<nvpair id="p1" name="ip" value="10.0.0.9"/></instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
node a
node b
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
primitive web nginx op monitor interval=10s
group service vip web
property no-quorum-policy=stop
```

```crm
node a
node b
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
primitive lb systemd:haproxy op monitor interval=10s
clone lb-clone lb
colocation vip-with-lb inf: vip lb-clone
order lb-then-vip Mandatory: lb-clone vip
property no-quorum-policy=stop
```

## Sources
* Pacemaker Explained: constraints
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.company import companions, complete, named
from hadoctor.model.pacemaker.constraints import Colocation
from hadoctor.model.pacemaker.known import is_address, passive
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.vip import Address
from hadoctor.rule import Findings, rule


@rule("RES007", severity=Severity.WARNING)
def vip_without_service(pacemaker: Pacemaker) -> Findings:
    if not complete(pacemaker):
        return
    tied = named(pacemaker, Colocation)
    lone = [
        one
        for one in pacemaker.services
        if is_address(one)
        and one.clone is None
        and one.top.id not in tied
        and all(is_address(other) for other in companions(one))
        and not passive(one)
        and not Address(one).lvs
    ]
    if not lone:
        return
    others = any(not is_address(one) for one in pacemaker.services)
    names = ", ".join(f"'{one.id}'" for one in lone[:3]) + (" and more" if lone[3:] else "")
    verb = "is" if len(lone) == 1 else "are"
    said = "in no group and no colocation with a service" if others else "all that the cluster runs"
    yield Finding(
        f"{names} {verb} {said}",
        lone[0].id_at,
        tuple(Note(one.id_at, "the same") for one in lone[1:]),
        why="the address stays where it is when the service behind it fails",
    )
