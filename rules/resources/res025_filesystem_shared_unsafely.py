"""# RES025 filesystem-shared-unsafely

A file system that can be mounted on two nodes at once without being made for it, or a device under a name that changes.

## Why
ext4, xfs and their like keep in memory what they believe is on the disk: two nodes that mount one at once destroy it. The
agent refuses such a clone, two resources it does not see. `/dev/sdb` is another disk after the next reboot, when the
kernel finds the disks in another order. And a file system on DRBD that is not tied to the promoted side is started where
the device cannot be written.

## When to ignore it
Disks of a virtual machine that always come in one order.

## Bad
```crm
primitive fs Filesystem params device=/dev/vg/data directory=/srv fstype=xfs
clone fs-clone fs
```

```crm
primitive fs1 Filesystem params device=/dev/vg/data directory=/srv/a fstype=ext4
primitive fs2 Filesystem params device=/dev/vg/data directory=/srv/b fstype=ext4
```

```crm
primitive fs Filesystem params device=/dev/sdb1 directory=/srv fstype=ext4
```

```cib
<configuration><crm_config/><nodes/><resources>
<clone id="c"><primitive id="fs" class="ocf" provider="heartbeat" type="Filesystem"><instance_attributes id="p">
<nvpair id="p1" name="device" value="/dev/vg/d"/><nvpair id="p2" name="directory" value="/srv"/>
<nvpair id="p3" name="fstype" value="ext4"/></instance_attributes></primitive></clone>
</resources><constraints/></configuration>
```

## Good
```crm
primitive shared Filesystem params device=/dev/vg/data directory=/srv fstype=gfs2
clone shared-clone shared meta interleave=true
primitive one Filesystem params device=/dev/disk/by-uuid/0b1c-77 directory=/data fstype=ext4
```

## Sources
* ocf:heartbeat:Filesystem of resource-agents 4.12: which file systems it takes in a clone
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.filesystems import faults
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES025", severity=Severity.ERROR)
def filesystem_shared_unsafely(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        yield Finding(fault.message, fault.at, fault.notes, fault.why, severity=fault.severity)
