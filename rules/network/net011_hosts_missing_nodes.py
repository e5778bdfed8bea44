"""# NET011 hosts-missing-nodes

The hosts file has the names of some nodes, and lacks those of others.

## Why

Nodes whose addresses are host names need them when they start. Those that are in the hosts file are
always there; for the others the node needs a name server, which may be away when the cluster is needed.
When all names are missing the name server is meant, and nothing is said.

## When to ignore it

When a name server that does not depend on the cluster has the missing names.

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
        ring0_addr: node2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node1
10.0.0.2 node2
```

## Sources

* corosync.conf(5): ringX_addr
* hosts(5)
"""

from hadoctor.facts.hosts import Hosts
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("NET011", severity=Severity.WARNING)
def hosts_missing_nodes(corosync: Corosync, hosts: Hosts) -> Findings:
    present, missing = [], []
    for node in corosync.nodes:
        for entry in node.addresses.values():
            if isinstance(parse(entry.text), Name) and "%" not in entry.text:
                line = hosts.resolve(entry.text, corosync.families)
                if line is None:
                    missing.append(entry)
                elif not line.literal.loopback:
                    # The line with 127.0.1.1 is the installer's; the others somebody meant.
                    present.append((entry, line))
    if present and missing:
        entry, line = present[0]
        yield Finding(
            f"{missing[0].pair.key} '{missing[0].text}' is not in the hosts file, '{entry.text}' is",
            at=missing[0].span,
            notes=(
                Note(line.name, "the name of another node"),
                *also([e.span for e in missing], "nor this one"),
            ),
            why="the start of the cluster depends on a name server",
            fix=Fix("add the names to the hosts file", (), Applicability.GUIDED),
        )
