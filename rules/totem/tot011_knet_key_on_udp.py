"""# TOT011 knet-key-on-udp

A key of knet is set, and the transport is udp or udpu.

## Why

The daemon does not use it, and a `knet_link_priority` other than 1 makes it refuse the file: `Can only
set link priority on knet transport type`.

## When to ignore it

When the change to knet is near, and the priority is not among the keys.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
    interface {
        knet_link_priority: 5
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    transport: udpu
    link_mode: active
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: knet
    interface {
        knet_link_priority: 5
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): knet_link_priority, link_mode
* the daemon, `corosync -t`
"""

from hadoctor.finding import Blocks, Finding, Fix, Severity
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

CRYPTO = ("secauth", "crypto_cipher", "crypto_hash", "crypto_model", "key", "keyfile")
"""TOT005 and SEC002."""


@rule("TOT011", severity=Severity.WARNING)
def knet_key_on_udp(corosync: Corosync) -> Findings:
    transport = corosync.transport
    if transport == "knet" or corosync.target.before("3.0") or corosync.target.since("3.1.11"):
        return  # TOT001
    refused = [
        link.keys["knet_link_priority"]
        for link in corosync.links
        if link.priority != 1 and "knet_link_priority" in link.keys
    ]
    idle = [e for e in corosync.cmap.entries.values() if _idle(e, transport) and e not in refused]
    for entries, blocks in ((refused, Blocks.LOAD), (idle, None)):
        if entries:
            entries.sort(key=lambda entry: entry.pair.start)
            first = entries[0]
            yield Finding(
                f"{first.pair.key} is {first.text}, and the transport is {transport}"
                if blocks
                else f"{first.pair.key} has no effect with {transport}",
                at=first.pair.span,
                notes=also(
                    [e.pair.span for e in entries],
                    "nor is this right" if blocks else "nor has this",
                ),
                why="corosync refuses the file: priorities belong to knet"
                if blocks
                else "it belongs to knet",
                blocks=blocks,
                severity=Severity.ERROR if blocks else None,
                fix=Fix(
                    "remove " + " and ".join(dict.fromkeys(e.pair.key for e in entries)),
                    without(corosync, *(e.path for e in entries)),
                ),
            )


def _idle(entry: Entry, transport: str) -> bool:
    option = entry.option
    if option is None or option.dead or option.key in CRYPTO:
        return False
    transports = option.transports.split()
    return "knet" in transports and transport not in transports
