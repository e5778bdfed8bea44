"""# NET006 bindnetaddr-no-interface

A `bindnetaddr` is in no network of the host, or in none of a node.

## Why

Corosync 2 without a nodelist looks for an interface in this network. When there is none it binds to
127.0.0.1, says `The network interface is down`, and is a cluster of its own. Where the nodelist takes its
place it does no harm, and tells the reader the wrong network. Which networks the host has, the output of
`ip -j addr` says, in a file ip-addr.json beside the configuration.

## When to ignore it

Never.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.5.0
        mcastaddr: 239.255.1.1
        mcastport: 5405
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```corosync
totem {
    version: 2
    interface {
        bindnetaddr: 192.168.1.0
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

## Good

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.255.1.1
        mcastport: 5405
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

## Sources

* corosync.conf(5): bindnetaddr
* the daemon 2.4, started
"""

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity, Unchecked
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.network import network, overridden
from hadoctor.rule import Findings, rule


@rule("NET006", severity=Severity.ERROR)
def bindnetaddr_no_interface(corosync: Corosync, interfaces: Interfaces | Unknown) -> Findings:
    known = isinstance(interfaces, Interfaces)
    bound = interfaces.bound(corosync) if isinstance(interfaces, Interfaces) else None
    for number, keys in sorted(corosync.interfaces.items()):
        entry = keys.get("bindnetaddr")
        bind = parse(entry.text) if entry else None
        if entry is None or not isinstance(bind, Literal) or bind.unspecified:
            continue
        near = interfaces.near(bind) if isinstance(interfaces, Interfaces) else []
        if known and bound and number in bound and not near and bind.family in corosync.families:
            yield Finding(
                f"bindnetaddr '{bind}' is in no network of this host",
                at=entry.span,
                why="corosync binds to loopback, and this node is a cluster of its own",
                fix=Fix("write a network of this host", (), Applicability.GUIDED),
            )
        elif overridden(corosync, number):
            nodes = [n.addresses[number] for n in corosync.nodes if number in n.addresses]
            found = [parse(e.text) for e in nodes]
            # A mask that nobody knows leaves the first octet of IPv4 at least.
            masks = {a.length for a in near} or ({8} if bind.family == 4 else set())
            if any(not isinstance(a, Literal) or a.family != bind.family for a in found):
                continue
            if not masks or any(network(bind, m).holds(a) for a in found for m in masks):
                continue
            old = corosync.target.before("3.0")
            yield Finding(
                f"bindnetaddr '{bind}' is in the network of no node",
                at=entry.span,
                notes=(Note(nodes[0].span, "the addresses of the nodes are others"),),
                why="corosync takes the addresses of the nodelist"
                + (", and this network where it finds itself in none" if old else ""),
                severity=Severity.WARNING if old else Severity.INFO,
            )
        elif not known and corosync.target.before("3.0"):
            yield Unchecked(f"needs the node: whether {bind} is in one of its networks", entry.span)
