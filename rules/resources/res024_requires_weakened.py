"""# RES024 requires-weakened

A resource may start before a lost node is fenced, or wants fencing that is switched off.

## Why
`requires=nothing` starts a resource in every part of a split cluster, and `requires=quorum` while the lost node may still
run it: with data on a disk of both that is two writers. `requires=fencing` has no effect when fencing is off.

## When to ignore it
For what may run twice: a local monitor, a read-only service.

## Bad
```crm
primitive web apache meta requires=nothing
property stonith-enabled=true
```

```crm
primitive fs Filesystem params device=/dev/vg/d directory=/srv fstype=xfs meta requires=quorum
property stonith-enabled=true
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="false"/>
</cluster_property_set></crm_config><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><meta_attributes id="m">
<nvpair id="m1" name="requires" value="fencing"/></meta_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache meta requires=fencing
property stonith-enabled=true
```

## Sources
* Pacemaker Explained: requires
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.known import has_data
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

TWICE = "it may start while a lost node still runs it"


@rule("RES024", severity=Severity.WARNING)
def requires_weakened(pacemaker: Pacemaker) -> Findings:
    seen: set[int] = set()
    fencing, switch = pacemaker.fencing, pacemaker.fencing_switch
    for resource in pacemaker.services:
        setting = resource.meta("requires")
        if setting is None or resource.meta_depends("requires") or id(setting.pair) in seen:
            continue
        value = (setting.value or "").lower()
        repair = fix("remove requires", remove_pair(setting))
        if value in ("nothing", "quorum") and fencing is not False:
            if value == "quorum" and not (fencing and has_data(resource)):
                continue
            seen.add(id(setting.pair))
            said = f"'{resource.id}' has requires '{setting.value}'"
            yield Finding(said, setting.at, why=TWICE, fix=repair)
        elif value in ("fencing", "unfencing") and fencing is False and switch is not None:
            seen.add(id(setting.pair))
            said = f"'{resource.id}' has requires '{setting.value}', and fencing is off"
            yield Finding(
                said,
                setting.at,
                (Note(switch.at, "the switch"),),
                why="it starts without waiting for anything",
                severity=Severity.INFO,
            )
