"""# TOT010 port-overlap

Two links, or two clusters under udp, use the same address and the same port, or the one next to it.

## Why

udp takes two ports for a ring: the one that is set, and the one below. 2.x refuses two rings with one
multicast address whose ports are not at least two apart: `Interfaces multicast address/port pair must
differ`. With knet two links on one address and port start, and are one link with two names: when the
network card fails, both are gone.

Two clusters in one network need a multicast address, or ports, of their own: each receives what the
other sends. With encryption the log fills with messages that cannot be read; without it the clusters
disturb each other. The address may also come from `cluster_name`: there are few of them, and two names
can give the same. With `broadcast: yes` only the ports tell clusters apart.

## When to ignore it

Inside one file never. For two clusters, when they are in different networks (or VLANs), and `ttl` is 1.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    secauth: off
    rrp_mode: active
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.192.10.1
        mcastport: 5405
    }
    interface {
        ringnumber: 1
        bindnetaddr: 10.1.0.0
        mcastaddr: 239.192.10.1
        mcastport: 5406
    }
}
```

```corosync
totem {
    version: 2
    interface {
        linknumber: 1
        mcastport: 5405
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    transport: udp
    cluster_name: shop
    interface {
        linknumber: 0
        mcastaddr: 239.192.10.1
        mcastport: 5405
    }
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
    transport: udp
    cluster_name: web
    interface {
        linknumber: 0
        mcastaddr: 239.192.10.1
        mcastport: 5406
    }
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

```corosync corosync=2.4
totem {
    version: 2
    secauth: off
    rrp_mode: active
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.192.10.1
        mcastport: 5405
    }
    interface {
        ringnumber: 1
        bindnetaddr: 10.1.0.0
        mcastaddr: 239.192.10.2
        mcastport: 5407
    }
}
```

```corosync
totem {
    version: 2
    transport: udp
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
    transport: udp
    cluster_name: web
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: web1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): mcastport
* the daemon 2.4, `corosync -t`; later ones, started
"""

from collections.abc import Iterator
from itertools import combinations

from hadoctor.facts import Unknown
from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model import address
from hadoctor.model.clusters import clashes, groups
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import Link
from hadoctor.rule import Findings, rule

MAX = 8
"""More links than that are TOT012's."""
FIX = Fix("give them ports, or addresses, of their own", (), Applicability.GUIDED)


@rule("TOT010", severity=Severity.ERROR)
def port_overlap(corosync: Corosync | Unknown, fleet: Fleet | Unknown) -> Findings:
    if isinstance(fleet, Fleet):
        yield from _clusters(fleet)
    if isinstance(corosync, Unknown):
        return
    if corosync.target.before("3.0"):
        yield from _rings(corosync)
    elif corosync.transport == "knet":
        yield from _links(corosync)


def _rings(corosync: Corosync) -> Iterator[Finding]:
    rings = corosync.links[:MAX] if corosync.transport == "udp" else ()
    broadcast = any(ring.broadcast for ring in rings)
    for one, two in combinations(rings, 2):
        same = broadcast or (_group(one) is not None and _group(one) == _group(two))
        if same and abs(one.port - two.port) <= 1:
            place = two.port_entry or one.port_entry or two.mcastaddr or two.broadcast
            if place:
                yield Finding(
                    f"rings {one.number} and {two.number} have the same multicast address, and the"
                    f" ports {one.port} and {two.port}",
                    at=place.span,
                    notes=(Note(one.port_entry.span, "the other one"),)
                    if one.port_entry and one.port_entry is not place
                    else (),
                    why="udp also uses the port below: they have to be two apart",
                    blocks=Blocks.LOAD,
                    fix=FIX,
                )


def _group(ring: Link) -> address.Literal | None:
    """The multicast address; those that come from cluster_name differ by themselves."""
    parsed = address.parse(ring.mcastaddr.text) if ring.mcastaddr else None
    return parsed if isinstance(parsed, address.Literal) else None


def _links(corosync: Corosync) -> Iterator[Finding]:
    for one, two in combinations(corosync.links[:MAX], 2):
        mine = {m.node.position: m for m in one.members}
        for member in two.members:
            other = mine.get(member.node.position)
            same = isinstance(member.address, address.Literal) and other is not None
            if same and other and other.address == member.address and one.port == two.port > 0:
                yield Finding(
                    f"links {one.number} and {two.number} of '{member.node.label}' are both on"
                    f" '{member.entry.text}', port {two.port}",
                    at=member.entry.span,
                    notes=(Note(other.entry.span, "the other one"),),
                    why="two links on one address fail together",
                    severity=Severity.WARNING,
                    fix=FIX,
                )
                break


def _clusters(fleet: Fleet) -> Iterator[Finding]:
    claims = ((c, claim) for c in fleet.clusters for file in c.files for claim in groups(file))
    seen = set()
    for mine, cluster, other, owner in clashes(claims, by_port=True):
        if (cluster, owner) not in seen:
            seen.add((cluster, owner))
            derived = ", derived from the name" if mine.derived else ""
            yield Finding(
                f"{cluster.label} sends to '{mine.what}'{derived}, port {mine.port}, and"
                f" {owner.label} with port {other.port}",
                at=mine.at,
                notes=(Note(other.at, f"{owner.label}, port {other.port}"),),
                why="in one network each receives what the other sends; udp also uses the port below",
                severity=Severity.WARNING,
                fix=FIX,
            )
