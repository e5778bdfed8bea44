"""# FEN008 fence-devices-unusable

A fence device cannot be used: it is stopped, or banned from every node that could use it.

## Why
The fencer of a node uses a device only where the resource may run: a stopped device, or one that constraints keep off
every node, fences nobody. A node does not fence itself, so a device for one node that may run on that node alone is
of no use either. Where the device runs does not matter, where it is banned does.

## When to ignore it
While a device is being replaced.

## Bad
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:vm-a;b:vm-b" meta target-role=Stopped
property stonith-enabled=true
```

```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b
location fence-a-on-a fence-a -inf: b
property stonith-enabled=true
```

## Good
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b
location fence-a-not-on-a fence-a -inf: a
location fence-b-not-on-b fence-b -inf: b
property stonith-enabled=true
```

## Sources
daemons/fenced/pacemaker-fenced.c and fenced_commands.c of Pacemaker 2.1.5
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import banned_from, bans
from hadoctor.rule import Findings, rule


@rule("FEN008", severity=Severity.ERROR, explains=("RUN008",))
def fence_devices_unusable(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    devices = fence_devices(pacemaker)
    if not devices or pacemaker.fencing is not True:
        return
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    known = bans(pacemaker, nodes.members) if nodes.complete else {}
    members = set(nodes.members) if nodes.complete else set()

    def unusable(device: FenceDevice) -> tuple[str, tuple[Note, ...]] | None:
        if device.disabled:
            role = device.resource.meta("target-role")
            at = role.at if role is not None else device.resource.id_at
            return "it is stopped (target-role)", (Note(at, "here"),)
        banned = banned_from(device.resource, known)
        left = frozenset(members - banned.keys())
        notes = tuple(Note(at, "a ban") for at in dict.fromkeys(c.span for c in banned.values()))
        if members and not left:
            return "it is banned from every node", notes
        if len(members) > 1 and len(left) == 1 and left == device.targets:
            name = nodes.members[next(iter(left))]
            return f"only '{name}' may use it, and '{name}' is what it fences", notes
        return None

    states = {device.id: unusable(device) for device in devices}
    covered: set[str] = set()
    for device in devices:
        if states[device.id] is None:
            covered |= members if device.targets is None else device.targets
    for device in devices:
        state = states[device.id]
        if state is None:
            continue
        others = device.targets is not None and device.targets <= covered
        if covered and (others or device.targets is None):
            continue  # Another one does its work.
        if nodes.complete and device.targets and not any(map(nodes.has, device.targets)):
            continue  # FEN010 says that its nodes are gone.
        yield Finding(
            f"the fence device '{device.id}' cannot be used: {state[0]}",
            device.resource.id_at,
            state[1],
            why="nobody can fence"
            + (
                f" {', '.join(sorted(device.targets))}"
                if device.targets and len(device.targets) < 5
                else " with it"
            ),
        )
