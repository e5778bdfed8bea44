"""# FEN013 priority-delay-incomplete

`priority-fencing-delay` is set and cannot do what it is for.

## Why
It delays the fencing of the node whose resources have the higher priority, so that this node wins. All priorities are 0
unless set: then both nodes are equal, and nobody waits. A random delay of the devices comes on top: from half of the
priority delay on it can turn the result around.

## When to ignore it
Never; set `priority` for the resources that matter, or remove the option.

## Bad
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" op monitor interval=60s
primitive db Dummy
property stonith-enabled=true priority-fencing-delay=30s
```

## Good
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" pcmk_delay_max=10s op monitor interval=60s
primitive db Dummy meta priority=10
property stonith-enabled=true priority-fencing-delay=30s
```

## Sources
* Pacemaker Explained, "Cluster Options": priority-fencing-delay
* lib/pengine/pe_actions.c of 2.1.5
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.fence_device import fence_devices, priority_delay
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN013", severity=Severity.WARNING)
def priority_delay_incomplete(pacemaker: Pacemaker) -> Findings:
    setting = priority_delay(pacemaker)
    if setting is None or not pacemaker.whole or pacemaker.properties.depends(setting.name):
        return
    if any(one.meta_depends("priority") for one in pacemaker.services):
        return
    priorities = {
        values.score((found.value if (found := one.meta("priority")) else None) or "0") or 0
        for one in pacemaker.services
    }
    if pacemaker.services and priorities == {0}:
        yield Finding(
            f"priority-fencing-delay is '{setting.value}', and no resource has a priority",
            setting.at,
            why="all nodes are equal, and none waits",
        )
        return
    size = values.interval(setting.value or "", pacemaker.target) or 0
    for device in fence_devices(pacemaker):
        delay = device.param("pcmk_delay_max")
        longest = (
            values.interval(delay.value or "", pacemaker.target) if delay is not None else None
        )
        if delay is not None and longest and 2 * longest > size:
            yield Finding(
                f"priority-fencing-delay is '{setting.value}', and pcmk_delay_max of '{device.id}'"
                f" '{delay.value}': more than half of it",
                setting.at,
                (Note(delay.at, "the random delay"),),
                why="by chance the node with the lower priority may win",
                severity=Severity.INFO,
            )
            return
