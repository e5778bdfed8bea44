"""# COR010 duplicate-node

Two nodes have the same name, or the same address.

## Why

The daemon takes such a file. Each of the two hosts finds itself in the first of the two nodes, so that
both come up under one node id, or one of them never joins. Pacemaker tells nodes apart by name and id.
Mostly a node was copied and not changed everywhere.

## When to ignore it

Never.

## Bad

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.1
        name: node2
        nodeid: 2
    }
}
```

## Good

```corosync
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

## Sources

* corosync.conf(5): nodelist
* the daemon, started: the first of two equal nodes is taken for the local one
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model import address
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.rule import Findings, rule


@rule("COR010", severity=Severity.ERROR)
def duplicate_node(corosync: Corosync) -> Findings:
    first: dict[tuple[str, str], tuple[Node, Entry]] = {}
    for node in sorted(corosync.nodes, key=lambda n: n.position):
        same: list[tuple[str, Entry, Entry]] = []
        for what, value, entry in _identity(node):
            other, earlier = first.setdefault((what, value), (node, entry))
            if other is not node:
                same.append((what, entry, earlier))
        if same:
            what, entry, earlier = same[0]
            notes = [Note(earlier.span, "the other one")]
            notes += [Note(again.span, f"the same {kind}, too") for kind, again, _ in same[1:]]
            yield Finding(
                f"two nodes have the {what} '{entry.text}'",
                at=entry.span,
                notes=tuple(notes),
                why="a host finds itself in the first of them, so two hosts may come up as one node",
                fix=Fix("give each node a name and addresses of its own", (), Applicability.GUIDED),
            )


def _identity(node: Node) -> Iterator[tuple[str, str, Entry]]:
    if node.name and node.name.text:
        yield "name", node.name.text, node.name
    for entry in node.addresses.values():
        if entry.text:
            yield "address", str(address.parse(entry.text) or entry.text), entry
