"""# TOT004 broadcast-and-mcastaddr

An `interface` section has `broadcast: yes` and a `mcastaddr`.

## Why

Either the packets go to a multicast address or to everybody. With both corosync sends broadcasts, and
`corosync-cmapctl` goes on to show the multicast address. udpu and knet do neither.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: udp
    interface {
        broadcast: yes
        mcastaddr: 239.192.10.1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: udp
    interface {
        mcastaddr: 239.192.10.1
    }
}
```

## Sources

* corosync.conf(5): broadcast, which says not to set mcastaddr beside it
* the daemon, started, and what it sends
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("TOT004", severity=Severity.WARNING)
def broadcast_and_mcastaddr(corosync: Corosync) -> Findings:
    for _, keys in sorted(corosync.interfaces.items()):
        broadcast, mcastaddr = keys.get("broadcast"), keys.get("mcastaddr")
        if broadcast is None or broadcast.value != "yes" or mcastaddr is None:
            continue
        udp = corosync.transport == "udp"
        # 2.x asks for a node id where the multicast address is an IPv6 one.
        safe = corosync.target.since("3.0") or corosync.families == (4,)
        yield Finding(
            f"broadcast is on, and there is the mcastaddr '{mcastaddr.span.text}'",
            at=mcastaddr.span,
            notes=(Note(broadcast.span, "this one wins" if udp else "not used either"),),
            why="corosync broadcasts, whatever the multicast address"
            if udp
            else f"{corosync.transport} does neither",
            fix=Fix(
                "remove mcastaddr",
                without(corosync, mcastaddr.path),
                Applicability.SAFE if safe else Applicability.UNSAFE,
            ),
        )
