"""# TOT025 pong-count-overflow

`knet_pong_count` does not fit into the eight bits that knet has for it.

## Why

knet takes the number modulo 256. When 0 is left of it, knet refuses it: up to 3.1.7 corosync logs that
and goes on, later releases do not start. `corosync -t` does not see it.

## When to ignore it

Never.

## Bad

```corosync corosync=next
totem {
    version: 2
    interface {
        linknumber: 0
        knet_pong_count: 256
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
    interface {
        linknumber: 0
        knet_pong_count: 300
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
    interface {
        linknumber: 0
        knet_pong_count: 5
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

* corosync.conf(5): knet_pong_count
* the daemon, started; corosync-cmapctl
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("TOT025", severity=Severity.WARNING)
def pong_count_overflow(corosync: Corosync) -> Findings:
    for link in corosync.links if corosync.transport == "knet" else ():
        entry = link.keys.get("knet_pong_count")
        number = entry.number if entry else None
        if entry is None or number is None or number < 256:
            continue
        left = number & 0xFF
        fatal = left == 0 and bool(link.members) and corosync.target.since("3.1.8")
        yield Finding(
            f"knet_pong_count is {number}, which knet takes for {left}",
            at=entry.span,
            why="it keeps eight bits of the number"
            if left
            else "knet refuses 0, and corosync does not start"
            if fatal
            else "knet refuses 0, and goes on with its own default",
            blocks=Blocks.START if fatal else None,
            severity=Severity.ERROR if fatal else None,
            fix=Fix(
                f"remove {entry.pair.key}: corosync takes the default",
                without(corosync, entry.path),
                Applicability.UNSAFE,
            ),
        )
