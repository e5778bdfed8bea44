"""# FEN009 node-without-fencing

Every fence device has a fixed list of nodes, and one node is on none.

## Why
When that node is lost the cluster has to fence it, and cannot: it waits, and what ran there is not started again. The
node is missing since it was added, or its name differs.

## When to ignore it
When it is fenced by a device that is not in this configuration.

## Bad
```crm
node a
node b
node c
primitive fence stonith:fence_virsh params pcmk_host_map="a:vm-a;b:vm-b" op monitor interval=60s
property stonith-enabled=true
```

## Good
```crm
node a
node b
node c
primitive fence stonith:fence_virsh params pcmk_host_map="a:vm-a;b:vm-b;C:vm-c" op monitor interval=60s
property stonith-enabled=true
```

## Sources
daemons/fenced/fenced_commands.c of Pacemaker 2.1.5
"""

from hadoctor.facts import Unknown
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.watchdog import watchdog_timeout
from hadoctor.rule import Findings, rule


@rule("FEN009", severity=Severity.ERROR)
def node_without_fencing(pacemaker: Pacemaker, corosync: Corosync | Unknown) -> Findings:
    nodes = NodeNames(pacemaker, corosync if isinstance(corosync, Corosync) else None)
    devices = fence_devices(pacemaker)
    if not nodes.complete or pacemaker.fencing is not True or not devices:
        return
    if watchdog_timeout(pacemaker) is not None:
        return
    covered: set[str] = set()
    for device in devices:
        if device.targets is None:
            return
        covered |= device.targets
    # Those under another name are FEN010's.
    misnamed = {nodes.near(name) for name in covered if not nodes.has(name)}
    wanted = {k: n for k, n in nodes.members.items() if len(nodes.members) > 1}
    wanted.update(nodes.connected)
    missing = [n for key, n in wanted.items() if key not in covered and n not in misnamed]
    if missing and len(missing) < len(wanted):
        places = {node.name: node.name_at for node in pacemaker.nodes}
        places.update({r.id: r.id_at for r in pacemaker.primitives if r.id in missing})
        at = [places[name] for name in missing if name in places]
        names = ", ".join(f"'{name}'" for name in missing[:6]) + (
            " and more" if missing[6:] else ""
        )
        yield Finding(
            f"no fence device lists {names}",
            at[0] if at else devices[0].resource.id_at,
            tuple(Note(place, "the same") for place in at[1:]),
            why="when it is lost it cannot be fenced, and its resources stay where they were",
        )
