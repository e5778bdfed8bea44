"""# QUO002 two-node-with-other-size

`two_node` is on in a cluster that has not two nodes.

## Why

The daemon does not look at the number of nodes: it sets quorum to 1 as long as it sees no more than
two. When three or more nodes lose sight of each other, every part of one or two nodes counts as
quorate and goes on: split brain, and a fencing fight. With a single node the option does nothing yet,
and is easily forgotten when the cluster grows past two.

## When to ignore it

With one node, when the second one is about to join.

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
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
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
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Sources

* votequorum(5): two_node
* the daemon: five nodes with two_node start with a quorum of 1
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO002", severity=Severity.ERROR)
def two_node_with_other_size(corosync: Corosync) -> Findings:
    votes, two_node = corosync.votes, corosync.entry("quorum.two_node")
    size = votes.nodes or votes.expected_votes
    # Together with a device or a tie breaker it is not in force: QUO003, QUO007.
    if not votes.counted or not votes.two_node_in_force or votes.device or size in (0, 2):
        return
    what = "node" if votes.nodes else "expected vote"
    if two_node:
        yield Finding(
            f"two_node is on, and the cluster has {size} {what}" + ("s" if size != 1 else ""),
            at=two_node.span,
            why="quorum is 1: a node that loses sight of all others goes on as well"
            if size > 2
            else "it does nothing with one node, and harm with more than two",
            severity=None if size > 2 else Severity.WARNING,
            fix=Fix("remove two_node", without(corosync, "quorum.two_node"), Applicability.UNSAFE),
        )
