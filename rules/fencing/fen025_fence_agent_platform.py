"""# FEN025 fence-agent-platform

A fence device is cloned, or in a group with services.

## Why
Every node may use a device that is not banned from it, wherever the device "runs": a clone adds nothing but more
monitors. In a group with services the device is bound to them: when they stop or move, or fail before it, it
stops as well, and the fencer does not use what is not allowed on its node.

## When to ignore it
A cloned device does no harm.

## Bad
```crm
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" op monitor interval=60s
primitive web nginx
group service web fence
```

```crm
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" op monitor interval=60s
clone fences fence
```

## Good
```crm
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" op monitor interval=60s
primitive web nginx
```

## Sources
* daemons/fenced/pacemaker-fenced.c of 2.1.5: the score of the device and of its group
* Pacemaker Explained, "Fencing"
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN025", severity=Severity.WARNING)
def fence_agent_platform(pacemaker: Pacemaker) -> Findings:
    for device in fence_devices(pacemaker):
        resource = device.resource
        group = next((one for one in resource.lineage if one.kind == "group"), None)
        services = [] if group is None else [p for p in group.primitives() if not p.is_fencing]
        if group is not None and services:
            yield Finding(
                f"the fence device '{device.id}' is in group '{group.id}' with '{services[0].id}'",
                resource.id_at,
                (Note(group.id_at, "the group"),),
                why="where the group may not run the device cannot be used",
            )
        elif resource.clone is not None:
            yield Finding(
                f"the fence device '{device.id}' is cloned",
                resource.clone.id_at,
                why="every node can use one device; copies only monitor it more often",
                severity=Severity.INFO,
            )
