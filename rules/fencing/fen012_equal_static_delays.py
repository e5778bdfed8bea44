"""# FEN012 equal-static-delays

Both nodes of a cluster of two wait equally long before they fence.

## Why
A fixed delay decides a race only when it differs for the two sides: with the same on both devices, or on one device that
fences both nodes, both wait, and then both fence.

## When to ignore it
When a quorum device decides.

## Bad
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a pcmk_delay_base=10s op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b pcmk_delay_base=10 op monitor interval=60s
property stonith-enabled=true
```

## Good
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a pcmk_delay_base=10s op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b op monitor interval=60s
property stonith-enabled=true
```

```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" pcmk_delay_base="a:10s;b:0s" op monitor interval=60s
property stonith-enabled=true
```

With no device for b there is no race, but a worse defect, FEN009:

```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a pcmk_delay_base=10s op monitor interval=60s
property stonith-enabled=true
```

## Sources
Pacemaker Explained, "Fencing": pcmk_delay_base, pcmk_delay_max
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.fence_device import (
    KDUMP,
    RESERVATION,
    FenceDevice,
    fence_devices,
    priority_delay,
    two_nodes,
)
from hadoctor.model.pacemaker.host_map import delays
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN012", severity=Severity.WARNING)
def equal_static_delays(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    known = corosync if isinstance(corosync, Corosync) else None
    if not pacemaker.whole or pacemaker.fencing is not True or not two_nodes(pacemaker, known):
        return
    if priority_delay(pacemaker) or (known is not None and known.votes.device):
        return
    devices = [
        d
        for d in fence_devices(pacemaker)
        if d.type not in (*RESERVATION, KDUMP) and not d.disabled
    ]
    sizes = {_fixed(device) for device in devices}
    if len(sizes) != 1 or not devices or len(devices) > 2:
        return
    size = sizes.pop()
    each = {frozenset(device.targets or ()) for device in devices}
    if len(devices) == 1 and devices[0].targets is not None and len(devices[0].targets) < 2:
        return  # It fences one of them; FEN009 says that the other cannot be fenced.
    if not size or (len(devices) == 2 and (len(each) != 2 or any(len(t) != 1 for t in each))):
        return
    settings = [s for d in devices if (s := d.param("pcmk_delay_base")) is not None]
    yield Finding(
        "both fence devices wait equally long"
        if len(devices) == 2
        else f"'{devices[0].id}' makes both nodes wait equally long",
        settings[0].at,
        tuple(Note(one.at, "the same") for one in settings[1:]),
        why="both nodes fence at the same time, only later",
    )


def _fixed(device: FenceDevice) -> int | None:
    """Milliseconds of a fixed delay for all nodes, where that is all."""
    others = ("pcmk_delay_max", "delay")
    if any(device.depends(n) or device.resource.param(n) is not None for n in others):
        return None
    base = device.param("pcmk_delay_base")
    times = delays(base.value or "").times if base is not None else ()
    if len(times) != 1 or times[0][0]:
        return None
    return values.interval(times[0][1], device.target)
