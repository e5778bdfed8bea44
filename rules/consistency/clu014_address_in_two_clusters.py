"""# CLU014 address-in-two-clusters

An address is a node's in two clusters.

## Why

A host runs one corosync: a second one ends with `Another Corosync instance is already running`. So a
host is in one cluster only, and of two files that name its address one is wrong or out of date. The
nodes of the other cluster wait for it, and count its vote among those that they expect; with the same
port they also send to a corosync that is not theirs.

It is an error where the ports are the same, and the address can be only one host: it is a public one, or
both clusters have the same nodes with the same addresses. Otherwise it is a warning, because private
addresses are used again elsewhere.

## When to ignore it

When the clusters are in networks that do not reach each other, and use the same private addresses
(10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fd00::/8) for different hosts.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: shop1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: shop2
        nodeid: 2
    }
}
```

```file web/corosync.conf
totem {
    version: 2
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: web1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.3
        name: web2
        nodeid: 2
    }
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
        name: shop1
        nodeid: 1
    }
}
```

```file web/corosync.conf
totem {
    version: 2
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.3
        name: web1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): ringX_addr, mcastport
* the daemon: exec/main.c, the lock file
"""

from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.clusters import Clash, Cluster, clashes, node_addresses, unique
from hadoctor.rule import Findings, rule

MOST = 8
"""So many addresses of two clusters are framed."""


@rule("CLU014", severity=Severity.WARNING)
def address_in_two_clusters(fleet: Fleet) -> Findings:
    claims = (
        (c, claim) for c in fleet.clusters for file in c.files for claim in node_addresses(file)
    )
    pairs: dict[tuple[Cluster, Cluster], dict[object, Clash]] = {}
    for clash in clashes(claims, by_port=False):
        pairs.setdefault((clash.cluster, clash.owner), {}).setdefault(clash.mine.what, clash)
    for (cluster, owner), found in pairs.items():
        first, *more = found.values()
        same = [c for c in found.values() if set(c.mine.ports) & set(c.other.ports)]
        sure = cluster.hosts == owner.hosts or any(unique(c.mine.what) for c in same)
        others = f" and {len(more)} more" if more else ""
        yield Finding(
            f"'{first.mine.what}'{others} of {cluster.label} is also a node of {owner.label}",
            at=first.mine.at,
            notes=tuple(
                note
                for clash in [first, *more][:MOST]
                for note in (
                    Note(clash.other.at, owner.label),
                    *((Note(clash.mine.at, "this one, too"),) if clash is not first else ()),
                )
            ),
            why="a host runs one corosync, and is in one cluster",
            severity=Severity.ERROR if same and sure else Severity.WARNING,
        )
