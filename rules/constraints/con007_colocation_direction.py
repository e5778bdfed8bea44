"""# CON007 colocation-direction

A disk depends on what stands on it: the colocation is written the wrong way round.

## Why
In `colocation id inf: A B` (`rsc` and `with-rsc` in XML) A follows B. Written as "disk, then file system" it makes the
disk follow the file system: where the file system cannot run, the disk is stopped or demoted too, and where
the disk cannot be, the file system does not care. An order that starts the disk first shows what was meant.

## When to ignore it
When the disk is really to go down with what uses it.

## Bad
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
ms disks disk meta notify=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
colocation disk-with-fs inf: disks:Master fs
order disk-then-fs Mandatory: disks:promote fs:start
```

## Good
```crm
primitive disk ocf:linbit:drbd params drbd_resource=r0
ms disks disk meta notify=true
primitive fs Filesystem params device=/dev/drbd0 directory=/srv fstype=xfs
colocation fs-with-disk inf: fs disks:Master
order disk-then-fs Mandatory: disks:promote fs:start
```

## Sources
* Pacemaker Explained, "Colocation Properties"
* crm_simulate of 2.1.5
"""

from hadoctor.finding import Finding, Fix, Severity
from hadoctor.model.pacemaker.constraints import Colocation
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import before, depends, is_promoted
from hadoctor.model.pacemaker.stack import Stack, resources
from hadoctor.model.pacemaker.values import INFINITY
from hadoctor.rule import Findings, rule


@rule("CON007", severity=Severity.WARNING)
def colocation_direction(pacemaker: Pacemaker) -> Findings:
    stack, graphs = Stack(pacemaker), pacemaker.graphs
    for colocation in pacemaker.colocations:
        one, other = colocation.dependent, colocation.primary
        if colocation.score != INFINITY or one is None or other is None:
            continue
        for lower in resources(pacemaker, one):
            for upper in resources(pacemaker, other):
                found = stack.stands_on(upper, lower, promoted=is_promoted(one.role))
                if found is None or depends(graphs.together, upper, lower) is not False:
                    continue
                user, disk = found
                if before(graphs.mandatory, disk, user) is True:
                    yield Finding(
                        f"'{lower.id}' depends on '{upper.id}', which needs it and starts after it",
                        colocation.span,
                        why=f"'{lower.id}' goes down where '{upper.id}' cannot run; the first follows"
                        " the second",
                        fix=_turned(colocation),
                    )


def _turned(colocation: Colocation) -> Fix:
    """The two and their roles change places."""
    element = colocation.element
    title = "let the second follow the first"
    if ("rsc-role" in element.attributes) != ("with-rsc-role" in element.attributes):
        return fix(title)
    names = ("rsc", "with-rsc"), ("rsc-role", "with-rsc-role")
    edits = [
        set_value(element, a, element.get(b) or "")
        for pair in names
        for a, b in (pair, pair[::-1])
        if a in element.attributes
    ]
    return fix(title, *edits)
