"""# NET005 local-node-not-in-nodelist

A host cannot find itself in the nodelist.

## Why

Corosync looks for its host name and its addresses in `name` and `ring0_addr` of the nodes (2.x: for its
addresses in `ring0_addr`), and stops when it finds none: `No valid name found for local host`, `No
interfaces defined`. From a file alone this can be said of an address that hosts do not have: a multicast
or broadcast address. Where the nodes have host names only, it is said as not checked.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 239.255.1.1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): nodelist
* the daemon, `corosync -t`, and its search for itself
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("NET005", severity=Severity.ERROR)
def local_node_not_in_nodelist(corosync: Corosync) -> Findings:
    for node in corosync.nodes:
        entry = node.keys.get("ring0_addr")
        literal = parse(entry.text) if entry else None
        if entry and isinstance(literal, Literal):
            broadcast = literal.family == 4 and literal.value == 0xFFFFFFFF
            if literal.multicast or broadcast:
                kind = "broadcast" if broadcast else "multicast"
                yield Finding(
                    f"ring0_addr '{entry.text}' is a {kind} address, not that of a host",
                    at=entry.span,
                    why="the host does not find itself in this node",
                    fix=Fix("write the address of the host", (), Applicability.GUIDED),
                )
    if corosync.local is not None:
        why = "needs the node: whether its addresses or its name are in the nodelist"
        yield Unchecked(why, corosync.local.span)
    elif corosync.nodes:
        # Then the rest of the nodelist depends on it, too: an id for this node, an address.
        why = "needs the node: which of the nodes it is, as none has an address to tell by"
        yield Unchecked(why, corosync.nodes[0].span)
