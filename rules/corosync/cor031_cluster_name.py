"""# COR031 cluster-name

udp needs `cluster_name`, and there is none; or two clusters have the same.

## Why

udp derives its multicast address from the name of the cluster. Without the name, without `mcastaddr`
and without `broadcast` the daemon stops: `No multicast address specified`. In 2.x udp is the transport
that is used when none is given.

Two clusters with the same name cannot be told apart. A qnetd server knows a cluster by its name, and
takes both for one. udp gives both the same multicast address (where the ports overlap as well, that is
TOT010). Elsewhere it is an info: nothing in corosync breaks, but other programs know a cluster by its
name, too.

## When to ignore it

A missing name never. The same name, when the clusters have neither a network nor a qnetd server in
common.

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

```corosync corosync=2.4
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

```corosync
totem {
    version: 2
    cluster_name: hacluster
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: shop1
        nodeid: 1
    }
}
```

```file web/corosync.conf
totem {
    version: 2
    cluster_name: hacluster
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: web1
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

```file web/corosync.conf
totem {
    version: 2
    transport: udp
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): cluster_name, mcastaddr
* corosync-qdevice(8), corosync-qnetd(8)
* the daemon, `corosync -t`
"""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.clusters import Cluster, groups
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("COR031", severity=Severity.ERROR)
def cluster_name(corosync: Corosync | Unknown, fleet: Fleet | Unknown) -> Findings:
    if isinstance(corosync, Corosync):
        yield from _missing(corosync)
    if isinstance(fleet, Fleet):
        yield from _twice(fleet)


def _missing(corosync: Corosync) -> Iterator[Finding]:
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


def _twice(fleet: Fleet) -> Iterator[Finding]:
    first: dict[str, Cluster] = {}
    for cluster in fleet.clusters:
        other = first.setdefault(cluster.name, cluster) if cluster.name else cluster
        if other is cluster:
            continue
        mine, theirs = cluster.files[0], other.files[0]
        devices = (mine.votes.device, theirs.votes.device) == ("net", "net")
        here, there = ([g for g in groups(f) if g.derived] for f in (mine, theirs))
        shared = {(g.what, p) for g in here for p in g.ports}
        if shared & {(g.what, p) for g in there for p in g.ports} and not devices:
            continue  # TOT010
        entry, before = mine.entry("totem.cluster_name"), theirs.entry("totem.cluster_name")
        if entry and before:
            grave = devices or (here and there)
            yield Finding(
                f"two clusters have the name '{cluster.name}', this one and that of '{other.paths[0]}'",
                at=entry.span,
                notes=(Note(before.span, "the other one"),),
                why="a qnetd server takes them for one cluster"
                if devices
                else "udp derives the multicast address from the name"
                if grave
                else "programs that know a cluster by its name cannot tell them apart",
                severity=Severity.WARNING if grave else Severity.INFO,
                fix=Fix("give each cluster a name of its own", (), Applicability.GUIDED),
            )
