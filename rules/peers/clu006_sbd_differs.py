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

## Good

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
from collections.abc import Hashable

from hadoctor.facts.kinds import SbdFile
from hadoctor.facts.node.services import Services
from hadoctor.facts.peers import Peer, Peers, places, sides, table
from hadoctor.finding import Finding, Severity, Unchecked
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

SURE = re.compile(r"/dev/disk/by-id/(wwn-0x|scsi-3|dm-uuid-mpath-3|nvme-eui\\.)[0-9a-f]+")
"""Names that one disk has alike on all hosts: of one kind, others are other disks."""
DIFFER = "a node that reads another disk does not see the message that fences it"


@rule("CLU006", severity=Severity.ERROR)
def sbd_differs(peers: Peers) -> Findings:
    known = peers.each(Services)
    enabled = sides(
        (p, "enabled" if (s := all_.get("sbd")) and s.enabled else "not enabled")
        for p, all_ in known
    )
    if enabled:
        at, notes = places(enabled, lambda peer: peer.said("systemctl show sbd", "sbd"))
        why = "a node without SBD does not reset itself, and the others believe that it has"
        yield Finding(f"sbd is not enabled on all nodes: {table(enabled)}", at, notes, why=why)
    files = dict(peers.each(SbdFile))
    numbers = sides((peer, len(file.sbd.devices)) for peer, file in files.items())
    disks = sides((peer, frozenset(file.sbd.devices)) for peer, file in files.items())
    if numbers:
        at, notes = places(numbers, lambda peer: _at(peer, files[peer], "SBD_DEVICE"))
        yield Finding(
            f"SBD_DEVICE has not as many disks on all nodes: {table(numbers)}",
            at,
            notes,
            why=DIFFER,
        )
    elif disks:
        at, notes = places(disks, lambda peer: _at(peer, files[peer], "SBD_DEVICE"))
        if len(set(map(_kind, (side.value for side in disks)))) == 1 and _kind(disks[0].value):
            text = f"SBD_DEVICE names other disks on {disks[-1].names} than on {disks[0].names}"
            yield Finding(text, at, notes, why=DIFFER)
        else:
            why = "whether the names of SBD_DEVICE, which differ from node to node, are the same disks:"
            yield Unchecked(f"{why} compare the UUIDs of 'sbd -d DISK dump'", at)
    elif not any(file.sbd.devices for file in files.values()):
        times = sides((p, f"{file.sbd.watchdog_timeout / 1000:g} s") for p, file in files.items())
        if times:
            at, notes = places(times, lambda peer: _at(peer, files[peer], "SBD_WATCHDOG_TIMEOUT"))
            why = (
                "the others wait for a node as long as their own setting says, and it may be later"
            )
            text = f"SBD_WATCHDOG_TIMEOUT is not the same: {table(times)}"
            yield Finding(text, at, notes, why=why, severity=Severity.WARNING)


def _kind(disks: Hashable) -> str:
    """The kind of name that all of them have; empty where it does not tell the disk."""
    found = (
        {match[1] if (match := SURE.fullmatch(d)) else "" for d in disks if isinstance(d, str)}
        if isinstance(disks, frozenset)
        else {""}
    )
    return found.pop() if len(found) == 1 else ""


def _at(peer: Peer, file: SbdFile, name: str) -> Span:
    written = file.sbd.get(name)
    return written.at if written is not None else file.sbd.source.span(0, 0)
