"""# TOT015 single-link

The nodes are connected by one link only.

## Why

One cable, one switch or one network card between the nodes, and each of them thinks that the others are
dead. knet uses up to eight links at once and goes on as long as one of them works. udp and udpu have
one link. The file does not show whether the link is redundant below, as a bond is: therefore this is
info, not a warning.

## When to ignore it

When the one link is redundant below corosync: a bond over two switches, or a virtual machine whose
host has that.

## Bad

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

## Good

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
        name: node2
        nodeid: 2
    }
}
```

## Sources

* corosync.conf(5): nodelist, linknumber
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("TOT015", severity=Severity.INFO)
def single_link(corosync: Corosync) -> Findings:
    nodes = corosync.nodes
    if len(nodes) < 2 or not all(len(node.addresses) == 1 for node in nodes):
        return
    if len({number for node in nodes for number in node.addresses}) > 1 or len(corosync.links) > 1:
        return  # TOT013, COR027
    with_knet = corosync.transport != "knet" and corosync.target.since("3.0")
    yield Finding(
        f"one link connects the {len(nodes)} nodes",
        at=corosync.place("nodelist"),
        why="when it fails, every node takes the others for dead",
        fix=Fix(
            "give every node a ring1_addr in another network"
            + (", with transport: knet" if with_knet else ""),
            (),
            Applicability.GUIDED,
        ),
    )
