"""# RES026 drbd-wiring

A DRBD resource that is not a promotable clone, or whose clone does not suit it.

## Why
`ocf:linbit:drbd` reports an error in its configuration, and does not start, without `notify=true`, with more than one
instance or promotion on a node and with more than two promoted. Outside a promotable clone it is never promoted: nobody
can write. Two promoted sides need a file system that is made for two nodes.

## When to ignore it
`promoted-max=2` where the layer above keeps two nodes from writing to one place.

## Bad
```crm
node a
node b
primitive data ocf:linbit:drbd params drbd_resource=r0
clone data-clone data meta promotable=true clone-max=2
property no-quorum-policy=stop
```

```crm
node a
node b
primitive data ocf:linbit:drbd params drbd_resource=r0
clone data-clone data meta clone-max=2 notify=true
property no-quorum-policy=stop
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="no-quorum-policy" value="stop"/>
</cluster_property_set></crm_config><nodes/><resources>
<primitive id="data" class="ocf" provider="linbit" type="drbd"><instance_attributes id="p">
<nvpair id="p1" name="drbd_resource" value="r0"/></instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
node a
node b
primitive data ocf:linbit:drbd params drbd_resource=r0
clone data-clone data meta promotable=true promoted-max=1 clone-max=2 notify=true
property no-quorum-policy=stop
```

## Sources
* ocf:linbit:drbd of drbd-utils 9.22: what it checks before it starts
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.drbd import faults
from hadoctor.model.pacemaker.edits import add_pair, fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES026", severity=Severity.ERROR)
def drbd_wiring(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        repair = None
        if fault.missing:
            edit = set_value(fault.setting.pair, "value", "true") if fault.setting else None
            if fault.setting is None and fault.owner.own_meta.sets:
                edit = add_pair(fault.owner.own_meta.sets[0], fault.missing, "true")
            repair = fix(f"set {fault.missing}=true", edit)
        at = fault.owner.id_at if fault.setting is None else fault.setting.at
        yield Finding(fault.message, at, why=fault.why, severity=fault.severity, fix=repair)
