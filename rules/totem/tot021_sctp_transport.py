"""# TOT021 sctp-transport

A link uses SCTP.

## Why

knet gives SCTP up: corosync warns about it since 3.1.10, and the next libknet has none. The kernel needs
the module `sctp`, which many systems lock; without it the link is dead, and since 3.1.8 corosync does
not start.

## When to ignore it

As long as the release in use supports it.

## Bad

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        knet_transport: sctp
    }
}
```

## Good

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        knet_transport: udp
    }
}
```

## Sources

* corosync.conf(5): knet_transport
* the daemon, started on a kernel without SCTP
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("TOT021", severity=Severity.WARNING)
def sctp_transport(corosync: Corosync) -> Findings:
    entries = [keys.get("knet_transport") for _, keys in sorted(corosync.interfaces.items())]
    sctp = [entry for entry in entries if entry and entry.value == "sctp"]
    if not sctp or corosync.transport != "knet" or corosync.target.before("3.0"):
        return
    yield Finding(
        "the link uses SCTP, which knet gives up",
        at=sctp[0].span,
        notes=also([entry.span for entry in sctp], "this one, too"),
        why="a later release refuses it, or has a dead link",
        fix=Fix(
            "use udp: on all nodes, with the cluster stopped",
            tuple(set_value(entry.pair, "udp") for entry in sctp),
            Applicability.UNSAFE,
        ),
    )
    yield Unchecked("needs the node: whether its kernel has SCTP", sctp[0].span)
