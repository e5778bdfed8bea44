"""# TOT007 implicit-transport

No transport is set, and the file means another one on corosync 2 than on corosync 3.

## Why

Without `transport` corosync 2 uses udp, multicast; corosync 3 uses knet, which sends to the addresses of
the nodelist. A file with the keys of multicast and without `transport` is read without a word by both:
an upgrade of the operating system changes how the nodes talk, and nodes of the two kinds do not find
each other.

## When to ignore it

When all nodes run the same release and the way it chooses is the one that is meant.

## Bad

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        mcastaddr: 239.192.1.1
        mcastport: 5405
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

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: knet
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

* corosync.conf(5) of 2.4 and of 3.1: transport
* the daemons, started
"""

from hadoctor.edit import prepend
from hadoctor.finding import Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

MULTICAST = ("mcastaddr", "broadcast", "ttl")


@rule("TOT007", severity=Severity.WARNING)
def implicit_transport(corosync: Corosync) -> Findings:
    totem = corosync.sections("totem")
    if not totem or not corosync.absent("totem.transport"):
        return
    old = corosync.target.before("3.0")
    signs = [
        entry
        for keys in corosync.interfaces.values()
        for key, entry in keys.items()
        if key in MULTICAST or (key == "bindnetaddr" and not corosync.nodes)
    ]
    if not old and not signs:
        return
    here = corosync.transport
    other = "3 uses knet" if old else "2 uses udp"
    yield Finding(
        f"no transport is set: this corosync uses {here}, corosync {other}",
        at=totem[0].head_span,
        notes=tuple(Note(entry.pair.key_span, "means multicast") for entry in signs[:1]),
        why="an upgrade changes how the nodes talk to each other",
        severity=Severity.INFO if old else None,
        fix=Fix(f"write transport: {here}", (prepend(totem[0], f"transport: {here}"),)),
    )
