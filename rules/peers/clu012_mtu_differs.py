"""# CLU012 mtu-differs

The interfaces of a link do not take packets of the same length.

## Why

What a node sends is cut to the MTU of its own interface. An interface with a smaller one drops what is
longer, without a word. Small packets pass: the nodes see each other, until a large message comes, such as
the CIB. `udp` and `udpu` do not notice; knet tries out which length passes, every 30 seconds, and cuts its
packets to it, so that corosync works and other programs on the link (DRBD, a migration) may not.

## When to ignore it

Where a router between the nodes knows of both.

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
  "n1": {"ip-addr.json": [{"ifname": "eth0", "mtu": 9000, "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}]},
  "n2": {"ip-addr.json": [{"ifname": "ens3", "mtu": 1500, "addr_info": [{"local": "10.0.0.2", "prefixlen": 24}]}]}
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
  "n1": {"ip-addr.json": [{"ifname": "eth0", "mtu": 9000, "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}]},
  "n2": {"ip-addr.json": [{"ifname": "ens3", "mtu": 9000, "addr_info": [{"local": "10.0.0.2", "prefixlen": 24}]}]}
}
```

## Sources

* ip-link(8); corosync.conf(5): netmtu, knet_pmtud_interval
"""

from hadoctor.facts.interfaces import Interface, Interfaces
from hadoctor.facts.peers import Peer, Peers, places, sides, table
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

FIX = Fix("give the interfaces and the switch between them one MTU", (), Applicability.GUIDED)


@rule("CLU012", severity=Severity.WARNING)
def mtu_differs(peers: Peers) -> Findings:
    yield from peers.silent(Interfaces)
    links: dict[int, dict[Peer, Interface]] = {}
    for peer in peers.members:
        for link, interface in peer.interfaces():
            if interface.mtu:
                links.setdefault(link, {})[peer] = interface
    for link, known in sorted(links.items()):
        found = sides((peer, one.mtu) for peer, one in known.items())
        if not found:
            continue
        said = {p: p.said("ip addr", f"{one.name}: mtu {one.mtu}") for p, one in known.items()}
        at, notes = places(found, said.__getitem__)
        yield Finding(
            f"link {link} has not the same MTU on all nodes: {table(found)}",
            at,
            notes,
            why="what is longer than the smaller one is lost without a word",
            fix=FIX,
        )
