"""# FEN026 needless-fence-delay

Fence devices wait, although quorum decides who may fence.

## Why
A delay decides a race between two equal halves. With three or more nodes, or with a quorum device, only the part
with quorum fences: the delay makes every recovery longer and decides nothing.

## When to ignore it
Where quorum is ignored, and for four nodes or more that may split into halves.

## Bad
```crm
node a
node b
node c
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y;c:z" pcmk_delay_max=30s op monitor interval=60s
property stonith-enabled=true
```

## Good
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" pcmk_delay_max=30s op monitor interval=60s
property stonith-enabled=true
```

## Sources
Pacemaker Explained, "Fencing"; the crm shell removes the delay when a third node joins
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN026", severity=Severity.INFO)
def needless_fence_delay(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    known = corosync if isinstance(corosync, Corosync) else None
    policy = pacemaker.property("no-quorum-policy")
    ignored = policy is not None and (policy.value or "").lower() == "ignore"
    if not pacemaker.whole or ignored or pacemaker.properties.depends("no-quorum-policy"):
        return
    nodes = NodeNames(pacemaker, known)
    device_votes = known is not None and known.votes.counted and known.votes.device
    odd = len(nodes.members) >= 3 and len(nodes.members) % 2 == 1
    if not nodes.complete or not (odd or device_votes):
        return
    settings = [d.delay for d in fence_devices(pacemaker) if d.delay is not None and not d.disabled]
    if settings:
        why = "the quorum device decides" if device_votes else f"{len(nodes.members)} nodes"
        yield Finding(
            f"{settings[0].name} is '{settings[0].value}', and quorum decides who fences ({why})",
            settings[0].at,
            tuple(Note(one.at, "and here") for one in settings[1:]),
            why="every fencing, and so every recovery, takes that much longer",
            fix=fix("remove the delay", *(remove_pair(one) for one in settings)),
        )
