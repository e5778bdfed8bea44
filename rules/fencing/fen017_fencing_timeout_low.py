"""# FEN017 fencing-timeout-low

Fencing is given up before it can be done.

## Why
`stonith-timeout` is the time for a fencing action; a little more (a fifth) and it counts as failed and is tried again, from
the beginning. It has to be longer than what the action waits for: the time in which a watchdog resets a node, or
the delay of a device, which Pacemaker 2.1 does not add by itself.

## When to ignore it
When the device has its own `pcmk_reboot_timeout` and `pcmk_off_timeout`.

## Bad
```crm
node a
node b
node c
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=60s stonith-timeout=60s
```

```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:x;b:y" pcmk_delay_base="a:45s;b:0s" op monitor interval=60s
property stonith-enabled=true stonith-timeout=30s
```

## Good
```crm
node a
node b
node c
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=60s stonith-timeout=80s
```

## Sources
* daemons/fenced/fenced_remote.c and fenced_commands.c of Pacemaker 2.1.5: the total is 1.2 times the timeout
* the formula of the crm shell for SBD
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.host_map import delays
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.watchdog import fencing_timeout, names, watchdog_timeout
from hadoctor.rule import Findings, rule


@rule("FEN017", severity=Severity.WARNING)
def fencing_timeout_low(pacemaker: Pacemaker) -> Findings:
    found = fencing_timeout(pacemaker)
    if found is None or pacemaker.fencing is not True:
        return
    size, setting = found
    if setting is None and not pacemaker.whole:
        return
    name = setting.name if setting is not None else names(pacemaker, "timeout")[0]
    says = f"{name} is '{setting.value}'" if setting is not None else f"{name} is 60s by default"
    watchdog = watchdog_timeout(pacemaker)
    wait = values.milliseconds(watchdog.value or "", pacemaker.target) if watchdog else None
    if watchdog is not None and wait and 5 * size < 6 * wait:
        yield Finding(
            f"{says}, and {watchdog.name} '{watchdog.value}'",
            setting.at if setting is not None else watchdog.at,
            (Note(watchdog.at, "the cluster waits that long"),) if setting is not None else (),
            why="fencing by watchdog counts as failed before the node has reset itself"
            if 6 * size <= 5 * wait
            else f"there is no margin: it should be a fifth longer, {-(-6 * wait // 5000)}s",
            severity=Severity.ERROR if 6 * size <= 5 * wait else None,
        )
    if pacemaker.target.since("3.0"):
        return
    for device in fence_devices(pacemaker):
        delay = _longest(device)
        if delay is not None and delay[1] >= size:
            yield Finding(
                f"{says}, and '{device.id}' waits up to {delay[1] // 1000}s before it fences",
                setting.at if setting is not None else device.resource.id_at,
                (Note(device.resource.id_at, "the device"),),
                why="fencing counts as failed while it still waits",
            )


def _longest(device: FenceDevice) -> tuple[str, int] | None:
    """The longest delay of a device without timeouts of its own, in milliseconds."""
    own = ("pcmk_reboot_timeout", "pcmk_off_timeout")
    if device.disabled or any(device.resource.param(n) is not None for n in own):
        return None
    most, base = device.param("pcmk_delay_max"), device.param("pcmk_delay_base")
    if most is not None:
        size = values.interval(most.value or "", device.target)
        return ("pcmk_delay_max", size) if size else None
    times = delays(base.value or "").times if base is not None else ()
    sizes = [values.interval(time, device.target) or 0 for _, time in times]
    return ("pcmk_delay_base", max(sizes)) if any(sizes) else None
