"""# PCM015 opt-in-without-location

The cluster is opt-in, and a resource has no node that it may run on.

## Why
With `symmetric-cluster=false` a resource runs only where a location constraint allows it, with a score of 0 or more.
One without such a constraint never starts. Being colocated with a resource that runs gives it no node of its own; a
location for a group holds for its members.

## When to ignore it
Where the constraint is to be added later.

## Bad
```crm
node 1: alice
node 2: bob
primitive vip IPaddr2 params ip=10.0.0.9
primitive web apache
location vip-on-alice vip 100: alice
colocation web-with-vip inf: web vip
property stonith-enabled=true symmetric-cluster=false
```

## Good
```crm
node 1: alice
node 2: bob
primitive vip IPaddr2 params ip=10.0.0.9
primitive web apache
group service vip web
location service-on-alice service 100: alice
location service-on-bob service 0: bob
property stonith-enabled=true symmetric-cluster=false
```

## Sources
Pacemaker Explained, "Location Constraints"; crm_simulate of 2.1.5
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.opt_in import unplaced
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import boolean
from hadoctor.rule import Findings, rule


@rule("PCM015", severity=Severity.ERROR)
def opt_in_without_location(pacemaker: Pacemaker) -> Findings:
    setting = pacemaker.property("symmetric-cluster")
    if setting is None or not pacemaker.whole or boolean(setting.value or "") is not False:
        return
    if pacemaker.properties.depends("symmetric-cluster"):
        return
    found = list(unplaced(pacemaker))
    if found:
        names = ", ".join(f"'{resource.id}'" for resource in found[:8])
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        yield Finding(
            f"symmetric-cluster is '{setting.value}', and no location allows {names}{more} a node",
            found[0].id_at,
            notes=(
                Note(setting.at, "resources run only where a location allows it"),
                *also([resource.id_at for resource in found], "nor this one"),
            ),
            why="such a resource never starts",
            fix=Fix("add a location for each node that may run it", (), Applicability.GUIDED),
        )
