"""# FEN004 two-node-fence-race

Two nodes, and no delay decides which of them may fence the other first.

## Why
When two nodes lose sight of each other both are quorate (`two_node`) and both fence. Without a delay on one side both
may succeed, and the whole cluster is off. With a third vote only one side has quorum, and there is no race.

## When to ignore it
When a quorum device decides (with corosync.conf the rule sees it), or the device serves one at a time.

## Bad
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b op monitor interval=60s
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
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b op monitor interval=60s
property stonith-enabled=true
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: a
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: b
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        net {
            host: 10.0.9.9
            algorithm: ffsplit
        }
    }
}
```

## Sources
* Pacemaker Explained, "Fencing": pcmk_delay_base, pcmk_delay_max; priority-fencing-delay
* votequorum(5): two_node
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.edits import add_pair, fix
from hadoctor.model.pacemaker.fence_device import (
    KDUMP,
    RESERVATION,
    FenceDevice,
    fence_devices,
    priority_delay,
    two_nodes,
)
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN004", severity=Severity.WARNING)
def two_node_fence_race(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    known = corosync if isinstance(corosync, Corosync) else None
    if not pacemaker.whole or pacemaker.fencing is not True or not two_nodes(pacemaker, known):
        return
    devices = [
        device
        for device in fence_devices(pacemaker)
        if device.type not in (*RESERVATION, KDUMP) and not device.disabled
    ]
    if not devices or any(device.may_delay for device in devices) or priority_delay(pacemaker):
        return
    if known is not None and known.votes.device:
        return
    sure = known is not None
    yield Finding(
        "two nodes, and no fence device waits before it fences",
        devices[0].resource.id_at,
        tuple(Note(device.resource.id_at, "and this one") for device in devices[1:]),
        why="in a split both fence, and both may go down"
        + ("" if sure else ", unless a quorum device decides"),
        severity=None if sure else Severity.INFO,
        fix=_fix(devices),
    )


def _fix(devices: list[FenceDevice]) -> Fix:
    if len(devices) > 1:
        title = "add pcmk_delay_base=10s to the device for the node that is to win"
        return Fix(title, (), Applicability.GUIDED)
    sets = [s for s in devices[0].resource.own_params.sets if s.first("rule") is None]
    return fix(
        "add pcmk_delay_max=15s: a random delay",
        add_pair(sets[-1], "pcmk_delay_max", "15s") if sets else None,
    )
