"""# CLU007 versions-differ

The nodes do not have the same releases.

## Why

Corosync 2 and corosync 3 do not speak with each other. Nodes with different releases of Pacemaker work
together while a cluster is upgraded, node by node; but the oldest one decides what the whole cluster can
do, a node that has left may not be able to join again once the CIB is written for the newer ones, and
what was tried on one node is not what the next one does. Different agents have different parameters and
defaults: a resource then behaves otherwise after it has moved.

## When to ignore it

While an upgrade goes on, node by node.

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
  "n1": {"Identity": {"corosync": "3.1.7", "pacemaker": "2.1.5"}},
  "n2": {"Identity": {"corosync": "2.4.5", "pacemaker": "2.1.5"}}
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
  "n1": {"Identity": {"corosync": "3.1.7", "pacemaker": "2.1.5", "os_id": "debian"}},
  "n2": {"Identity": {"corosync": "3.1.7", "pacemaker": "2.1.5", "os_id": "ubuntu"}}
}
```

## Sources

* Pacemaker Administration, Upgrading a Pacemaker Cluster
* corosync: the packets of 2.x and 3.x
"""

from hadoctor.facts.node.identity import Identity
from hadoctor.facts.peers import Peers, places, sides, table
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

DAEMONS = ("corosync", "pacemaker")


@rule("CLU007", severity=Severity.WARNING)
def versions_differ(peers: Peers) -> Findings:
    yield from peers.silent(Identity)
    hosts = peers.each(Identity)
    releases = {peer: _releases(host) for peer, host in hosts}
    for name in dict.fromkeys(name for one in releases.values() for name in one):
        # What a node does not have at all is not said here: it may have it under another name.
        found = sides((peer, one[name]) for peer, one in releases.items() if name in one)
        if not found:
            continue
        series = {str(side.value).partition(".")[0] for side in found}
        apart = name == "corosync" and len(series) > 1
        asked = f"{name} --version" if name in DAEMONS else f"package {name}"
        said = {peer: peer.said(asked, one.get(name, "")) for peer, one in releases.items()}
        at, notes = places(found, said.__getitem__)
        yield Finding(
            f"the nodes have different releases of {name}: {table(found)}",
            at,
            notes,
            why="they do not speak with each other, and form a cluster each"
            if apart
            else "only for the time of an upgrade",
            severity=Severity.ERROR if apart else None if name in DAEMONS else Severity.INFO,
        )


def _releases(host: Identity) -> dict[str, str]:
    own = {"corosync": host.corosync, "pacemaker": host.pacemaker, **host.packages}
    return {name: release for name, release in own.items() if release}
