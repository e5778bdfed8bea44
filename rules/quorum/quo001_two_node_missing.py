"""# QUO001 two-node-missing

Two nodes with a vote each, and nothing that lets one of them go on alone: no `two_node`, no quorum
device, no tie breaker.

## Why

Quorum is more than half of the votes, and more than half of 2 is 2. When one node is lost, the other
loses quorum with it, and Pacemaker stops everything there: the second node makes the cluster less
available instead of more. `two_node: 1` sets quorum to 1, and turns `wait_for_all` on so that a node
that boots alone does not start everything a second time. It relies on fencing to decide who goes on.

## When to ignore it

When the two nodes shall stop together, or when Pacemaker has `no-quorum-policy=ignore` for a reason.

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
}
quorum {
    provider: corosync_votequorum
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
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
```

## Sources

* votequorum(5): two_node
* the daemon: quorum is 2 without the option, 1 with it
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule


@rule("QUO001", severity=Severity.WARNING)
def two_node_missing(corosync: Corosync) -> Findings:
    votes, two_node = corosync.votes, corosync.entry("quorum.two_node")
    if not votes.counted or votes.two_node or votes.device or votes.auto_tie_breaker:
        return
    if two_node is None and not corosync.absent("quorum.two_node"):
        return
    if votes.nodes == 2 and votes.node_votes == 2 and votes.quorum == 2:
        edits = with_value(corosync, "quorum.two_node", "1")
        waits = corosync.entry("quorum.wait_for_all") is None or votes.wait_for_all
        yield Finding(
            "2 nodes with a vote each, and two_node is " + ("not set" if two_node is None else "0"),
            at=two_node.span if two_node else corosync.place("quorum"),
            why="quorum is 2: when one node is lost, the other one stops as well",
            fix=Fix("set two_node: 1", edits, Applicability.UNSAFE) if edits and waits else None,
        )
