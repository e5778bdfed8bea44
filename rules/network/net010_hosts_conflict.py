"""# NET010 hosts-conflict

The hosts file gives a name of the cluster two addresses, or the address of another node.

## Why

Of two addresses the host takes the one that its own networks are nearest to: each node may take another
one, and the links cross. A name with the address of another node leads ssh, the tools of the cluster and
corosync's own search for itself to the wrong host.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: node2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node1
10.1.0.1 node1
10.0.0.2 node2
```

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
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node2
10.0.0.2 node1
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node1
fd00::1 node1
192.168.0.2 node2
```

## Sources

* corosync.conf(5): ringX_addr, name
* getaddrinfo(3), tried
"""

from hadoctor.facts.hosts import Hosts
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.rule import Findings, rule


@rule("NET010", severity=Severity.ERROR)
def hosts_conflict(corosync: Corosync, hosts: Hosts) -> Findings:
    owners: dict[Literal, tuple[Node, Entry]] = {}
    for node in corosync.nodes:
        for entry in node.addresses.values():
            literal = parse(entry.text)
            if isinstance(literal, Literal):
                owners.setdefault(literal, (node, entry))
    fix = Fix("correct the hosts file, on every node", (), Applicability.GUIDED)
    seen: set[str] = set()
    for node in corosync.nodes:
        for entry in (*node.addresses.values(), *((node.name,) if node.name else ())):
            text = entry.text
            first = hosts.resolve(text, corosync.families)
            if text in seen or not isinstance(parse(text), Name) or not first:
                continue
            seen.add(text)
            if first.literal.loopback:
                continue  # NET004's
            family = first.literal.family
            lines = [m for m in hosts.mappings(text) if m.literal.family == family]
            other = next((m for m in lines if m.literal != first.literal), None)
            mine = {parse(e.text) for e in node.addresses.values()}
            owner, place = owners.setdefault(first.literal, (node, entry))
            if other and entry is not node.name:
                yield Finding(
                    f"{entry.pair.key} '{text}' has two addresses in the hosts file,"
                    f" {first.literal} and {other.literal}",
                    at=entry.span,
                    notes=(Note(first.address, "the first"), Note(other.address, "the second")),
                    why="which one corosync takes depends on the networks of each host",
                    fix=fix,
                )
            elif owner is not node and first.literal not in mine:
                yield Finding(
                    f"'{text}' is {first.literal} in the hosts file, an address of node '{owner.label}'",
                    at=entry.span,
                    notes=(Note(first.address, "this line"), Note(place.span, "the other node")),
                    why="the name leads to the other node",
                    fix=fix,
                )
