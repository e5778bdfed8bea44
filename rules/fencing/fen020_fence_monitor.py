"""# FEN020 fence-monitor

A fence device is not monitored, or very often.

## Why
Without a monitor a changed password or a dead management board is found out when the device is needed: fencing fails, and
nothing is recovered. Once a minute is enough, once an hour for the interfaces of clouds; boards and clouds answer
slowly, and lock out who asks too often.

## When to ignore it
For SBD, which watches its disks itself, the rule is silent.

## Bad
```crm
primitive fence stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a
```

```crm
primitive fence stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=5s
```

## Good
```crm
primitive fence stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=60s
primitive sbd stonith:external/sbd
```

## Sources
* Pacemaker Explained, "Fencing"; Clusters from Scratch, "Configure Fencing"
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.fence_device import KDUMP, fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

LEAST = 10_000
"""Milliseconds; nobody needs to know more often."""


@rule("FEN020", severity=Severity.WARNING)
def fence_monitor(pacemaker: Pacemaker) -> Findings:
    if pacemaker.fencing is False:
        return
    unwatched = []
    for device in fence_devices(pacemaker):
        if device.is_sbd or device.type == KDUMP or device.disabled or _open(pacemaker, device.id):
            continue
        monitors = [
            (op, values.interval(op.interval, pacemaker.target))
            for op in device.resource.operations
            if op.name == "monitor"
        ]
        if not any(size for op, size in monitors if op.enabled):
            unwatched.append(device)
        for op, size in monitors:
            if size and size < LEAST:
                yield Finding(
                    f"'{device.id}' is asked every {op.interval}",
                    op.place("interval"),
                    why="boards and clouds lock out who asks too often; once a minute is enough",
                    severity=Severity.INFO,
                )
    if unwatched:
        first, *others = unwatched
        yield Finding(
            f"the fence device '{first.id}' has no monitor"
            + (f", nor have {len(others)} others" if len(others) > 1 else "")
            + (", nor has another" if len(others) == 1 else ""),
            first.resource.id_at,
            tuple(Note(one.resource.id_at, "no monitor") for one in others),
            why="a broken device is found out when it is needed",
            fix=Fix("add op monitor interval=60s", (), Applicability.GUIDED),
        )


def _open(pacemaker: Pacemaker, name: str) -> bool:
    """Whether its operations stand elsewhere, in a part that is not here."""
    element = pacemaker.resources[name].element
    references = [one.get("id-ref") for one in element.all("operations")]
    if any(r is not None and pacemaker.find(r) is None for r in references):
        return True
    return bool(element.get("template")) and pacemaker.resources[name].template is None
