"""# FEN011 host-check-conflict

How a fence device finds its nodes does not fit its parameters or its agent.

## Why
`pcmk_host_check` is `static-list` where a list or map is given, else what the agent can do: `dynamic-list`, `status`, `none`.
`static-list` without a list fences nobody, with `dynamic-list` the list is not read, and an agent without the
action `list` has none to give. A management board (IPMI, iLO, DRAC) says its own status whoever is asked for: without a
list the fencer takes it for **every** node, and shoots the wrong one.

## When to ignore it
A fencing topology that names the devices of each node settles which board is used.

## Bad
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 op monitor interval=60s
property stonith-enabled=true
```

```crm
primitive fence stonith:fence_virsh params pcmk_host_check=static-list op monitor interval=60s
```

## Good
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b op monitor interval=60s
property stonith-enabled=true
```

## Sources
* daemons/fenced/fenced_commands.c of Pacemaker 2.1.5 and 3.0.2
* the meta-data of the agents, fence-agents 4.12
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN011", severity=Severity.WARNING)
def host_check_conflict(pacemaker: Pacemaker) -> Findings:
    devices = fence_devices(pacemaker)
    boards = [d for d in devices if d.is_board and d.check in ("status", "none") and not d.disabled]
    if boards and not pacemaker.fencing_levels and len(pacemaker.members) > 1:
        yield Finding(
            f"'{boards[0].id}' is the management board of one machine, and has no list of nodes",
            boards[0].resource.id_at,
            tuple(Note(board.resource.id_at, "and this one") for board in boards[1:]),
            why="the fencer takes it for every node, and resets the wrong machine",
            severity=Severity.ERROR,
        )
    for device in devices:
        yield from _check(device)


def _check(device: FenceDevice) -> Findings:
    check = device.param("pcmk_host_check")
    listed = device.param("pcmk_host_list") or device.param("pcmk_host_map")
    word = device.check
    if word == "static-list" and check is not None and listed is None:
        yield Finding(
            f"'{device.id}' has pcmk_host_check={check.value} and no list",
            check.at,
            why="it fences no node",
            severity=Severity.ERROR,
        )
    elif word == "dynamic-list" and check is not None and device.param("pcmk_host_list"):
        yield Finding(
            f"'{device.id}' has pcmk_host_check={check.value} and a pcmk_host_list",
            check.at,
            why="the list is not read; the agent is asked",
        )
    elif word == "dynamic-list" and check is not None:
        agent = known(device.resource)
        if agent is not None and all(action.name != "list" for action in agent.actions):
            yield Finding(
                f"'{device.id}' has pcmk_host_check={check.value}, and {device.type} has no action list",
                check.at,
                why="the fencer does not learn which nodes it can fence",
            )
    names, ports = device.list, device.map.ports
    lacking = [name for name in names if name.lower() not in ports]
    setting = device.param("pcmk_host_map")
    numbers = all(port.replace(",", "").isdigit() for port in ports.values())
    if word == "static-list" and ports and numbers and lacking and setting is not None:
        yield Finding(
            f"'{device.id}' lists '{lacking[0]}', and its map has no port for it",
            setting.at,
            why=f"the ports are numbers, and the agent gets '{lacking[0]}' for one",
        )
