"""# FEN005 sbd-half-configured

SBD is set up on the node and not in the cluster, or the other way round.

## Why
SBD on a disk has two halves: the service, which reads messages from the disk and resets its node, and the fence
device in the CIB, which writes them. Without the device nobody writes, and nodes are not fenced. Without the service,
or without a disk in SBD_DEVICE, nobody reads. The service must also watch Pacemaker (SBD_PACEMAKER).

## When to ignore it
While SBD is being set up.

## Bad
```crm
node a
node b
primitive fence stonith:external/sbd params pcmk_delay_max=30s
property stonith-enabled=true have-watchdog=false
```

```crm
node a
node b
primitive web nginx
property stonith-enabled=true have-watchdog=true
```

```file sysconfig/sbd
SBD_DEVICE="/dev/disk/by-id/scsi-1"
SBD_WATCHDOG_TIMEOUT=15
```

## Good
```crm
node a
node b
primitive fence stonith:external/sbd params pcmk_delay_max=30s
property stonith-enabled=true have-watchdog=true
```

```file sysconfig/sbd
SBD_DEVICE="/dev/disk/by-id/scsi-1"
SBD_PACEMAKER=yes
```

## Sources
sbd(8); the comments of /etc/sysconfig/sbd
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values, watchdog
from hadoctor.model.pacemaker.fence_device import FenceDevice, fence_devices
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.sbd import Sbd
from hadoctor.rule import Findings, rule


# corosync.conf is asked for because the file of SBD often lies beside that.
@rule("FEN005", severity=Severity.ERROR)
def sbd_half_configured(
    pacemaker: Pacemaker, corosync: Corosync | Unknown, sbd: SbdFile | Unknown
) -> Findings:
    devices = [d for d in fence_devices(pacemaker) if d.is_sbd and not d.disabled]
    have = pacemaker.property("have-watchdog")
    if devices and have is not None and watchdog.runs(pacemaker) is False:
        yield Finding(
            f"'{devices[0].id}' is an SBD device, and have-watchdog is '{have.value}'",
            devices[0].resource.id_at,
            (Note(have.at, "Pacemaker found no SBD running when it started"),),
            why="no node reads the message that fences it",
            severity=Severity.WARNING,
        )
    if isinstance(sbd, SbdFile):
        yield from _file(sbd.sbd, pacemaker, devices)


def _file(sbd: Sbd, pacemaker: Pacemaker, devices: list[FenceDevice]) -> Findings:
    written = sbd.get("SBD_DEVICE")
    unmade = not any(d.is_sbd for d in fence_devices(pacemaker))
    if written is not None and pacemaker.whole and unmade and pacemaker.fencing is not None:
        off = pacemaker.fencing is False
        yield Finding(
            "SBD_DEVICE is set, and the cluster has no fence device for SBD"
            + (" and fencing is off" if off else ""),
            written.at,
            why="nobody writes the message that fences a node; add stonith:external/sbd or fence_sbd",
        )
    if devices and written is None:
        named = ("devices", "sbd_device", "sbd_devices")
        own = next((p for d in devices for n in named if (p := d.param(n)) is not None), None)
        yield Finding(
            f"'{devices[0].id}' is an SBD device, and SBD_DEVICE is not set"
            + (f": only the device names '{own.value}'" if own is not None else ""),
            devices[0].resource.id_at,
            () if own is None else (Note(own.at, "here"),),
            why="the service watches no disk, and reads no message",
        )
    watches = sbd.get("SBD_PACEMAKER")
    if watches is not None and values.boolean(watches.value) is False and (written or devices):
        yield Finding(
            f"SBD_PACEMAKER is '{watches.value}'",
            watches.at,
            why="SBD does not watch Pacemaker: a node that lost the cluster is not reset",
        )
