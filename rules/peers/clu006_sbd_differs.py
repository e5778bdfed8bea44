"""# CLU006 sbd-differs

SBD is not set up alike on all nodes.

## Why

A node is fenced by a message that another one writes to a disk. A node that reads another disk, or whose
SBD is not started, does not see it: the others believe after a while that it is off, start its services,
and it still runs them. Without disks each node trusts that the others are reset by their watchdogs in
time, also those that have no SBD or wait longer.

Names of disks can differ and mean the same disk: that is an error only where the kind of name
(`/dev/disk/by-id/wwn-...`) tells that the disks differ.

## When to ignore it

Never, for nodes that run resources; a node that is there for its vote alone needs no SBD with disks.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a;/dev/disk/by-id/wwn-0x6001405b;/dev/disk/by-id/wwn-0x6001405c\\n"},
  "n2": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a\\n"}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Services": {"services": [{"name": "sbd", "enabled": true}]}},
  "n2": {"Services": {"services": [{"name": "corosync", "enabled": true}]}}
}
```

Without settings, and with another disk:

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a\\n"},
  "n2": {}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a\\n"},
  "n2": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405b\\n"}
}
```

## Good

Whether two names of other kinds are one disk the disks alone tell:

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a\\n"},
  "n2": {"sbd": "SBD_DEVICE=/dev/disk/by-id/scsi-36001405a\\n"}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"sbd": "SBD_DEVICE=\\"/dev/disk/by-id/wwn-0x6001405a\\"\\nSBD_WATCHDOG_TIMEOUT=5\\n"},
  "n2": {"sbd": "SBD_DEVICE=/dev/disk/by-id/wwn-0x6001405a\\nSBD_WATCHDOG_TIMEOUT=5s\\n"}
}
```

## Sources

* sbd(8)
"""

import re

from hadoctor.facts.kinds import SbdFile
from hadoctor.facts.node.services import Services
from hadoctor.facts.peers import Peer, Peers, places, sides, table
from hadoctor.finding import Finding, Severity, Unchecked
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

SURE = re.compile(r"/dev/disk/by-id/(wwn-0x|scsi-3|dm-uuid-mpath-3|nvme-eui\\.)[0-9a-f]+")
"""Names that one disk has alike on all hosts: of one kind, others are other disks."""
UNREAD = "a node that reads another disk does not see the message that fences it"
UNARMED = "a node without SBD does not reset itself, and the others believe that it has"
LATER = "a node may be reset later than the others believe by their own setting"


@rule("CLU006", severity=Severity.ERROR)
def sbd_differs(peers: Peers) -> Findings:
    units = [(peer, services.get("sbd")) for peer, services in peers.each(Services)]
    known = [
        (p, u is not None and u.enabled) for p, u in units if u is None or u.enabled is not None
    ]
    enabled = sides((peer, "enabled" if at_boot else "not") for peer, at_boot in known)
    if enabled:
        at, notes = places(enabled, lambda peer: peer.said("systemctl show sbd", "sbd.service"))
        yield Finding(f"sbd is not enabled on all nodes: {table(enabled)}", at, notes, why=UNARMED)
    files = dict(peers.each(SbdFile))
    disks = {peer: frozenset(file.sbd.devices) for peer, file in files.items()}
    # Without a file there is no disk; one that could not be read may name some.
    disks |= {p: frozenset() for p in peers.members if not p.facts.concern(SbdFile)}
    if any(disks.values()):
        yield from _disks(disks, {p: _at(p, files.get(p), "SBD_DEVICE") for p in disks})
        return
    times = sides((p, f"{file.sbd.watchdog_timeout / 1000:g} s") for p, file in files.items())
    if times:
        at, notes = places(times, lambda p: _at(p, files[p], "SBD_WATCHDOG_TIMEOUT"))
        text = f"SBD_WATCHDOG_TIMEOUT is not the same: {table(times)}"
        yield Finding(text, at, notes, why=LATER, severity=Severity.WARNING)


def _disks(disks: dict[Peer, frozenset[str]], said: dict[Peer, Span]) -> Findings:
    numbers = sides((peer, len(names)) for peer, names in disks.items())
    found = sides(disks.items())
    if numbers:
        at, notes = places(numbers, said.__getitem__)
        text = f"SBD_DEVICE has not as many disks on all nodes: {table(numbers)}"
        yield Finding(text, at, notes, why=UNREAD)
    elif found:
        at, notes = places(found, said.__getitem__)
        matches = [SURE.fullmatch(name) for names in disks.values() for name in names]
        kinds = {match[1] if match is not None else "" for match in matches}
        if len(kinds) == 1 and "" not in kinds:
            text = f"SBD_DEVICE names other disks on {found[-1].names} than on {found[0].names}"
            yield Finding(text, at, notes, why=UNREAD)
        else:
            text = "whether the disks of SBD_DEVICE, which have other names elsewhere, are the same"
            yield Unchecked(f"{text}: compare their UUIDs (sbd -d DISK dump)", at)


def _at(peer: Peer, file: SbdFile | None, name: str) -> Span:
    if file is None:
        return peer.said("/etc/default/sbd", "there is no such file")
    written = file.sbd.get(name)
    return written.at if written is not None else file.sbd.source.span(0, 0)
