"""# FEN014 test-fence-agent

A fence device only pretends to fence.

## Why
Agents for tests (`null`, `external/ssh`, `fence_dummy`) report success although the node is still running, or need the
very node that does not answer; `meatware` waits for a person. The cluster then starts everything a second time.
fence_kdump only asks whether the node is writing a dump: alone it cannot fence.

## When to ignore it
In tests.

## Bad
```crm
primitive fence stonith:external/ssh params hostlist="a b"
```

```crm
node a
node b
primitive dump stonith:fence_kdump params pcmk_host_list="a b"
property stonith-enabled=true
```

## Good
```crm
primitive fence stonith:fence_virsh params pcmk_host_map="a:vm-a;b:vm-b"
primitive dump stonith:fence_kdump params pcmk_host_list="a b"
fencing_topology a: dump fence b: dump fence
```

## Sources
* the descriptions of the agents, cluster-glue and fence-agents
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.fence_device import KDUMP, fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.watchdog import watchdog_timeout
from hadoctor.rule import Findings, rule

PRETENDERS = {
    "null": "reports success and does nothing",
    "external/null": "reports success and does nothing",
    "fence_null": "reports success and does nothing",
    "fence_dummy": "reports success and does nothing",
    "ssh": "asks the lost node itself to go down",
    "external/ssh": "asks the lost node itself to go down",
    "suicide": "works on the node itself only",
    "meatware": "waits until a person confirms",
    "fence_manual": "waits until a person confirms",
}


@rule("FEN014", severity=Severity.ERROR)
def test_fence_agent(pacemaker: Pacemaker) -> Findings:
    devices = fence_devices(pacemaker)
    for device in devices:
        if device.type in PRETENDERS:
            yield Finding(
                f"'{device.id}' is of stonith:{device.type}, which {PRETENDERS[device.type]}",
                device.resource.agent_at,
                why="a lost node is not fenced, and the cluster believes it is",
            )
    others = [device for device in devices if device.type != KDUMP]
    if devices and pacemaker.whole and not others and watchdog_timeout(pacemaker) is None:
        yield Finding(
            f"'{devices[0].id}' is the only fence device, and {KDUMP} cannot switch off a node",
            devices[0].resource.agent_at,
            why="a node that does not write a dump is never fenced",
        )
