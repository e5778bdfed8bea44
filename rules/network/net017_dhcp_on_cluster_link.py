"""# NET017 dhcp-on-cluster-link

An address of a link is leased to this host, not set on it.

## Why

When the lease ends, or the server gives another address, the node is cut off: its address in corosync.conf
is a fixed text. At the start of the host the address may come later than corosync.

## When to ignore it

Where the server has a reservation for the host, as clouds have: there the address never changes.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24, "dynamic": true}]}]
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

## Sources

* ip-address(8): the flag dynamic
"""

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.identity import Identity
from hadoctor.finding import Finding, Severity
from hadoctor.model.address import parse
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

CLOUDS = ("amazon", "google", "microsoft", "oracle", "alibaba")
"""Virtualization of those that reserve the addresses that they lease."""


@rule("NET017", severity=Severity.WARNING)
def dhcp_on_cluster_link(
    corosync: Corosync, interfaces: Interfaces, identity: Identity | Unknown
) -> Findings:
    reserved = isinstance(identity, Identity) and identity.virtualization in CLOUDS
    for node in corosync.nodes:
        for entry in node.addresses.values():
            local = interfaces.own(parse(entry.text))
            # Addresses of IPv6 are often made by the host itself from what a router announces.
            if local is not None and local.dynamic and local.literal.family == 4:
                yield Finding(
                    f"{entry.pair.key} '{entry.text}' is an address that {local.interface} has leased",
                    at=entry.span,
                    why="with another lease the node is cut off",
                    severity=Severity.INFO if reserved else Severity.WARNING,
                )
