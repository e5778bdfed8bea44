"""# COR031 cluster-name

udp needs `cluster_name`, and there is none.

## Why

udp derives its multicast address from the name of the cluster. Without the name, without `mcastaddr`
and without `broadcast` the daemon stops: `No multicast address specified`. In 2.x udp is the transport
that is used when none is given.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: udp
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync target=2.4
totem {
    version: 2
    secauth: off
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
    transport: udp
    cluster_name: shop
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

* corosync.conf(5): cluster_name, mcastaddr
* the daemon, `corosync -t`
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("COR031", severity=Severity.ERROR)
def cluster_name(corosync: Corosync) -> Findings:
    if corosync.transport != "udp" or corosync.entry("totem.cluster_name"):
        return
    if corosync.target.since("3.0"):
        if not corosync.absent("totem.cluster_name") or not corosync.candidates:
            return  # COR008
        if corosync.target.since("3.1.11"):
            return  # TOT001
    links = corosync.links
    without = [link for link in links if "mcastaddr" not in link.keys]
    if without and not any(link.broadcast for link in links):
        entry = corosync.entry("totem.transport")
        yield Finding(
            "udp has no multicast address: neither cluster_name nor mcastaddr is set",
            at=entry.span if entry else corosync.place("totem"),
            why="the daemon derives the address from the name, and refuses the file without it",
            blocks=Blocks.LOAD,
            fix=Fix("give the cluster a name", (), Applicability.GUIDED),
        )
