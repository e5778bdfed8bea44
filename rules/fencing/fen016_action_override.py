"""# FEN016 action-override

A fence device has a parameter that changes what fencing does, or that the fencer sets itself.

## Why
The fencer tells the agent what to do and to whom. A fixed `action` is no such thing: `reboot` is ignored, `off` is used
for reboots, too, and anything else (`status`, `monitor`) takes the place of **off and reboot**: fencing then reports
success and does nothing. A fixed `port` goes to the agent whoever is to be fenced, and the ports of `pcmk_host_map` are
not used. `method=cycle` does not make sure that the machine was off.

## When to ignore it
`method=cycle` where the hardware can do nothing else.

## Bad
```crm
primitive fence stonith:fence_virsh params action=status pcmk_host_map="a:vm-a;b:vm-b"
```

```crm
primitive fence stonith:fence_apc params ip=10.0.1.1 port=3 pcmk_host_map="a:3;b:4"
```

## Good
```crm
primitive fence stonith:fence_apc params ip=10.0.1.1 pcmk_host_map="a:3;b:4"
primitive board stonith:fence_ipmilan params ip=10.0.1.2 method=onoff pcmk_reboot_action=off pcmk_host_list=a
```

## Sources
* daemons/fenced/fenced_commands.c and lib/fencing/st_actions.c of Pacemaker 2.1.5
* the meta-data of the agents, fence-agents 4.12: method
"""

from hadoctor.finding import Applicability, Finding, Severity
from hadoctor.model.pacemaker.edits import fix, remove_pair, set_value
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

HARMLESS = ("status", "monitor", "list", "metadata", "on", "none")


@rule("FEN016", severity=Severity.WARNING)
def action_override(pacemaker: Pacemaker) -> Findings:
    for device in fence_devices(pacemaker):
        action = device.param("action")
        word = action.value or "" if action is not None else ""
        if action is not None and not device.type.startswith("external/"):
            yield Finding(
                f"'{device.id}' has a fixed action, '{word}'",
                action.at,
                why="the fencer ignores it"
                if word in ("", "reboot")
                else "reboots become off as well"
                if word == "off"
                else f"a node that is to be fenced gets '{word}' instead",
                severity=Severity.INFO
                if word in ("", "reboot")
                else None
                if word == "off"
                else Severity.ERROR,
                fix=fix(
                    "remove action",
                    remove_pair(action),
                    applicability=Applicability.SAFE
                    if word in ("", "reboot")
                    else Applicability.UNSAFE,
                ),
            )
        for name in ("pcmk_off_action", "pcmk_reboot_action"):
            setting = device.param(name)
            if setting is not None and (setting.value or "").lower() in HARMLESS:
                yield Finding(
                    f"{name} of '{device.id}' is '{setting.value}', which fences nobody",
                    setting.at,
                    why="a lost node goes on, and the cluster believes it is fenced",
                    severity=Severity.ERROR,
                )
        method = device.param("method")
        agent = known(device.resource)
        takes = agent is not None and "cycle" in (
            agent.parameters["method"].words if "method" in agent.parameters else ()
        )
        if method is not None and takes and (method.value or "").lower() == "cycle":
            yield Finding(
                f"'{device.id}' has method '{method.value}'",
                method.at,
                why="the agent does not make sure that the machine was off",
                fix=fix("write onoff", set_value(method.pair, "value", "onoff")),
            )
        yield from _port(device)


def _port(device: FenceDevice) -> Findings:
    agent = known(device.resource)
    if agent is None or device.param("pcmk_host_argument") is not None:
        return
    name = "port" if "port" in agent.parameters else "plug"
    port, ports = device.param(name), device.param("pcmk_host_map")
    if port is None or ports is None or (port.value or "").lower() == "dynamic":
        return
    other = next((e for e in device.map.entries if e.port != port.value), None)
    if other is not None:
        yield Finding(
            f"'{device.id}' has a fixed {name}, '{port.value}', and a map with others",
            port.at,
            why=f"whoever is to be fenced, '{port.value}' is switched; the map is not used",
            severity=Severity.ERROR,
            fix=fix(f"remove {name}", remove_pair(port)),
        )
