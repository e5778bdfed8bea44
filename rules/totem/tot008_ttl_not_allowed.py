"""# TOT008 ttl-not-allowed

`ttl` is set with a transport that does not multicast.

## Why

Only udp takes a `ttl` other than 1: `Can only set ttl on multicast transport types`.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    interface {
        ttl: 2
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

## Good

```corosync
totem {
    version: 2
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

* corosync.conf(5): ttl
* the daemon, `corosync -t`
"""

from hadoctor.finding import Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("TOT008", severity=Severity.ERROR)
def ttl_not_allowed(corosync: Corosync) -> Findings:
    for link in corosync.links if corosync.transport != "udp" else ():
        entry = link.keys.get("ttl")
        if entry and link.ttl != 1:
            yield Finding(
                f"ttl is {link.ttl}, and the transport is {corosync.transport}",
                at=entry.span,
                why="corosync refuses the file: only udp takes another ttl than 1",
                blocks=Blocks.LOAD,
                fix=Fix("remove ttl", without(corosync, entry.path)),
            )
