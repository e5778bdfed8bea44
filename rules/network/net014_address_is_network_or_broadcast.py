"""# NET014 address-is-network-or-broadcast

A node's address is that of a whole network, or its broadcast address.

## Why

No host has the broadcast address, and the kernel does not send to it what is meant for one host: the
link to that node never comes up. The first address of a network is that of the network; only recent
kernels let a host have it. The masks are those of the host: the output of `ip -j addr` in a file
ip-addr.json beside the configuration.

## When to ignore it

Where the first address of a network is really given to a host.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.33
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.63
        name: node2
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.33", "prefixlen": 27}]}]
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.33
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.63
        name: node2
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.33", "prefixlen": 24}]}]
```

## Sources

* corosync.conf(5): ringX_addr
* RFC 1122, 3.2.1.3
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("NET014", severity=Severity.ERROR)
def address_is_network_or_broadcast(corosync: Corosync, interfaces: Interfaces) -> Findings:
    for node in corosync.nodes:
        for entry in node.addresses.values():
            literal = parse(entry.text)
            if not isinstance(literal, Literal) or interfaces.own(literal) or literal.family == 6:
                continue
            network = interfaces.connected(literal)
            if network is None or network.broadcast is None or literal.loopback:
                continue
            local = interfaces.broadcast_of(literal)
            if local or literal == network.first:
                kind = f"broadcast address of {local.network}" if local else f"address of {network}"
                yield Finding(
                    f"{entry.pair.key} '{entry.text}' is the {kind}, not that of a host",
                    at=entry.span,
                    why="no link to that node can come up",
                    severity=None if local else Severity.WARNING,
                    fix=Fix("write the address of the host", (), Applicability.GUIDED),
                )
