"""# FEN003 host-map-syntax

A list or map of nodes of a fence device is not read as it was meant.

## Why
In `pcmk_host_map` only `;`, a blank or a tab ends a pair; a comma belongs to the port. The fencer takes `a:1,b:2` for the
one node `1,b` with the port `2`, so that neither a nor b can be fenced, and says nothing. Words without a
port are passed over, of two ports for one node the last counts. `pcmk_host_list` takes names only: what stands
behind a colon is cut off. `pcmk_delay_base` takes `node:time` pairs, not `node=time`.

## When to ignore it
Never.

## Bad
```crm
primitive fence stonith:fence_virsh params pcmk_host_map="node1:vm1,node2:vm2"
```

```crm
primitive fence stonith:fence_virsh params pcmk_host_map="node1: vm1; node2: vm2"
```

```cib
<configuration><crm_config/><nodes/><resources><primitive id="fence" class="stonith" type="fence_virsh">
<instance_attributes id="p"><nvpair id="p1" name="pcmk_host_list" value="node1:vm1;node2:vm2"/></instance_attributes>
</primitive></resources><constraints/></configuration>
```

## Good
```crm
primitive fence stonith:fence_apc params pcmk_host_map="node1:1,2;node2:3,4" pcmk_delay_base="node1:5s;node2:0s"
primitive fence2 stonith:fence_virsh params pcmk_host_map="node1:vm\\ 1 node2=vm2" pcmk_delay_base=5s
```

## Sources
* daemons/fenced/fenced_commands.c of Pacemaker 2.1.5 and 3.0.2
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, rename, set_value
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.host_map import delays, misjoined
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("FEN003", severity=Severity.ERROR, explains=("RUN008",))
def host_map_syntax(pacemaker: Pacemaker) -> Findings:
    for device in fence_devices(pacemaker):
        yield from _map(device)
        names = device.param("pcmk_host_list")
        if names is not None and any(char in (names.value or "") for char in ":="):
            yield Finding(
                f"pcmk_host_list of '{device.id}' is a map, '{names.value}'",
                names.at,
                why="it takes names; the ports are cut off and the agent gets the node's name instead",
                fix=fix("call it pcmk_host_map", rename(names, "pcmk_host_map"))
                if device.param("pcmk_host_map") is None
                else None,
            )
        base = device.param("pcmk_delay_base")
        broken = delays(base.value or "").broken if base is not None else ()
        if base is not None and broken:
            yield Finding(
                f"pcmk_delay_base of '{device.id}' has '{broken[0]}', which is no time and no pair"
                " node:time",
                base.at,
                why="there is no delay",
                severity=Severity.WARNING,
            )


def _map(device: FenceDevice) -> Findings:
    setting = device.param("pcmk_host_map")
    if setting is None:
        return
    text = setting.value or ""
    commas = list(misjoined(text))
    if commas:
        meant = text
        for start, end in reversed(commas):
            meant = meant[:start] + ";" + meant[end:]
        read = " and ".join(f"'{e.node}'" for e in device.map.entries[:3])
        yield Finding(
            f"pcmk_host_map of '{device.id}' joins pairs by commas: '{text}'",
            setting.at,
            why=f"a comma belongs to the port: the fencer reads {len(device.map.entries)} of"
            f" {len(commas) + 1} pairs, for {read}",
            fix=fix("write ; between the pairs", set_value(setting.pair, "value", meant)),
        )
        return
    empty = [entry.node for entry in device.map.entries if not entry.port]
    wrong = (*device.map.lost, *(f"{node}:" for node in empty))
    if wrong:
        yield Finding(
            f"pcmk_host_map of '{device.id}' has '{wrong[0]}', which is no pair node:port",
            setting.at,
            why="the fencer passes over it; a blank ends a pair"
            if device.map.lost
            else "the node has an empty port",
        )
    ports: dict[str, str] = {}
    for node, port in device.map.entries:
        before = ports.setdefault(node.lower(), port)
        if before != port:
            yield Finding(
                f"pcmk_host_map of '{device.id}' has '{node}' twice, with '{before}' and '{port}'",
                setting.at,
                why="the last counts; the ports of one node belong in one pair, node:1,2",
                severity=Severity.WARNING,
            )
            ports[node.lower()] = port
