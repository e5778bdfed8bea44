"""# NET015 link-spans-subnets

The nodes of one link are in different networks.

## Why

Multicast with `ttl` 1 and broadcast end at the first router: under udp the nodes never see each other.
knet and udpu get through, when the routers let their ports pass and are fast enough. The masks are those
of the host: the output of `ip -j addr` in a file ip-addr.json beside the configuration.

## When to ignore it

With knet or udpu, when the route is meant.

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
    node {
        ring0_addr: 10.0.1.2
        name: node2
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

## Good

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
    node {
        ring0_addr: 10.0.1.2
        name: node2
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 16}]}]
```

## Sources

* corosync.conf(5): ttl, broadcast, transport
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.address import Literal
from hadoctor.model.corosync import Corosync
from hadoctor.model.network import BITS
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("NET015", severity=Severity.ERROR)
def link_spans_subnets(corosync: Corosync, interfaces: Interfaces) -> Findings:
    for link in corosync.links:
        ours = [(m.entry, local) for m in link.members if (local := interfaces.own(m.address))]
        # With a mask of one address, as some clouds give it, everything is behind a router.
        if not ours or ours[0][1].length >= BITS[ours[0][1].literal.family] - 1:
            continue
        entry, local = ours[0]
        networks = {mine.network for _, mine in ours}
        away = [
            m.entry
            for m in link.members
            if isinstance(address := m.address, Literal)
            and address.family == local.literal.family
            and not address.loopback
            and not any(mine.holds(address) for mine in networks)
        ]
        if away:
            stays = corosync.transport == "udp" and (link.ttl == 1 or link.broadcast)
            yield Finding(
                f"{away[0].pair.key} '{away[0].text}' is not in {local.network},"
                f" the network of '{entry.text}'",
                at=away[0].span,
                notes=(
                    Note(entry.span, f"{local}, of this host"),
                    *also([e.span for e in away], "nor is this one"),
                ),
                why="multicast and broadcast end at the router: the nodes never see each other"
                if stays
                else "the link depends on routers: they have to let its ports pass, and be fast",
                severity=None if stays else Severity.INFO,
            )
