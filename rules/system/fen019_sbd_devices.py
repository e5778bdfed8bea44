"""# FEN019 sbd-devices

The disks of SBD are too many or too few, named by what changes, or not separated as SBD reads them.

## Why
SBD takes one disk or three; with two a node resets as soon as it loses one of them, and more than three are refused. The
separator is `;`. `/dev/sdb` or `/dev/dm-3` is another disk after the next boot; `/dev/disk/by-id/...` stays.

## When to ignore it
For kernel names that the platform keeps stable.

## Bad
```corosync
totem {
    version: 2
}
```

```file sysconfig/sbd
SBD_DEVICE="/dev/disk/by-id/one,/dev/disk/by-id/two"
```

```corosync
totem {
    version: 2
}
```

```file default/sbd
SBD_DEVICE=/dev/sdb
```

## Good
```corosync
totem {
    version: 2
}
```

```file sysconfig/sbd
SBD_DEVICE="/dev/disk/by-id/one;/dev/disk/by-id/two;/dev/disk/by-id/three"
```

## Sources
* sbd(8): "one or up to three devices"; the comments of /etc/sysconfig/sbd
"""

import re

from hadoctor.facts.kinds import SbdFile
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

MOST = 3
UNSTABLE = re.compile(r"/dev/(?:[sv]d[a-z]+|xvd[a-z]+|dm-|nvme)\w*|/dev/mapper/mpath[a-z]+\w*")


@rule("FEN019", severity=Severity.ERROR)
def sbd_devices(sbd: SbdFile) -> Findings:
    written, devices = sbd.sbd.get("SBD_DEVICE"), sbd.sbd.devices
    if written is None:
        return
    at = written.at
    joined = next((one for one in devices if "," in one or len(one.split()) > 1), None)
    if joined is not None and re.search(r"[,\s]\s*/dev/", joined):
        yield Finding(
            f"SBD_DEVICE is '{written.value}', and only ; separates disks",
            at,
            why="SBD looks for one disk of that name, and does not start",
        )
        return
    twice = next((one for one in devices if devices.count(one) > 1), None) if devices[:9] else None
    if twice is not None:
        yield Finding(f"SBD_DEVICE has '{twice}' twice", at, why="it is one disk, and one failure")
    elif len(devices) > MOST:
        yield Finding(f"SBD_DEVICE has {len(devices)} disks, and SBD takes {MOST} at most", at)
    elif len(devices) == 2:
        yield Finding(
            "SBD_DEVICE has two disks",
            at,
            why="with one of them gone a node has no majority; one disk or three",
            severity=Severity.WARNING,
        )
    for device in devices[:MOST]:
        if UNSTABLE.fullmatch(device):
            yield Finding(
                f"SBD_DEVICE has '{device}', a name that may be another disk after a boot",
                at,
                why="SBD may not start, or write to a foreign disk; take a name of /dev/disk/by-id",
                severity=Severity.WARNING,
            )
