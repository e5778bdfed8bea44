"""# CON006 colocation-without-order

A file system is placed with its disk and not ordered after it, or the other way round.

## Why
A colocation says where, an order says when; neither includes the other. Without an order the file system
is mounted while DRBD is not promoted yet, or the volume group not active: the start fails, and with it often
the node's turn. With an order alone both may run on different nodes. The rule looks at pairs that cannot do without
each other: DRBD and volumes below, file systems on `/dev/...`, volumes and virtual machines above.

## When to ignore it
When the two are on different disks and only happen to be colocated.

## Bad
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
ms disks disk meta notify=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
colocation fs-with-disk inf: fs disks:Master
property stonith-enabled=true
```

```crm
primitive vg LVM-activate params vgname=vg1 vg_access_mode=system_id
primitive fs Filesystem params device=/dev/vg1/data directory=/srv fstype=xfs
order vg-then-fs Mandatory: vg fs
property stonith-enabled=true
```

## Good
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
ms disks disk meta notify=true
primitive vg LVM-activate params vgname=vg1 vg_access_mode=system_id
primitive fs Filesystem params device=/dev/vg1/data directory=/srv fstype=xfs
group storage vg fs
colocation storage-with-disk inf: storage disks:Master
order disk-then-storage Mandatory: disks:promote storage:start
property stonith-enabled=true
```

## Sources
* Pacemaker Explained, "Constraints"
* DRBD user's guide, "Integrating DRBD with Pacemaker clusters"
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import before, depends, is_promoted, pairs
from hadoctor.model.pacemaker.stack import Stack, resources
from hadoctor.model.pacemaker.values import INFINITY
from hadoctor.rule import Findings, rule


@rule("CON006", severity=Severity.WARNING)
def colocation_without_order(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.whole:
        return
    stack, graphs = Stack(pacemaker), pacemaker.graphs
    said: set[tuple[str, str]] = set()
    for colocation in pacemaker.colocations:
        if colocation.score != INFINITY:
            continue
        for one, other in pairs(colocation):
            for upper in resources(pacemaker, one):
                for lower in resources(pacemaker, other):
                    found = stack.stands_on(upper, lower, promoted=is_promoted(other.role))
                    if found is None or (upper.id, lower.id) in said:
                        continue
                    said.add((upper.id, lower.id))
                    user, disk = found
                    orderless = before(graphs.in_time, disk, user) is False
                    if orderless and before(graphs.in_time, user, disk) is False:
                        yield Finding(
                            f"'{user.id}' is placed with '{lower.id}', and no order says that"
                            f" '{lower.id}' goes first",
                            colocation.span,
                            why=f"'{user.id}' starts when its disk is not there yet, and fails",
                        )
    for order in pacemaker.orders:
        if order.mode != "Mandatory":
            continue
        for one, other in pairs(order):
            promoted = (one.role or "").lower() == "promote"
            for lower in resources(pacemaker, one):
                for upper in resources(pacemaker, other):
                    found = stack.stands_on(upper, lower, promoted=promoted)
                    if found is None or (upper.id, lower.id) in said:
                        continue
                    said.add((upper.id, lower.id))
                    user, disk = found
                    copies = upper.clone is not None or (lower.clone is not None and not promoted)
                    apart = depends(graphs.near, user, disk) is False
                    if not copies and apart and depends(graphs.near, disk, user) is False:
                        yield Finding(
                            f"'{user.id}' starts after '{lower.id}', and no colocation puts it on"
                            " the same node",
                            order.span,
                            why=f"'{user.id}' may start on a node without its disk",
                        )
