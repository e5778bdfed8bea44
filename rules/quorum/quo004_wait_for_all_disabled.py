"""# QUO004 wait-for-all-disabled

`two_node` is on, and `wait_for_all: 0` takes away what makes it safe at the start.

## Why

With `two_node` one node is enough for quorum. The daemon therefore turns `wait_for_all` on with it: a
node gets quorum for the first time only when it has seen the other one. Without that, a node that
boots while the link is down is quorate alone, fences its healthy neighbour and starts everything; the
neighbour boots and does the same, and so on. Without fencing both run everything at once.

## When to ignore it

While one node is broken for good and the other one has to start alone: for that time only.

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
    two_node: 1
    wait_for_all: 0
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

* votequorum(5): two_node, wait_for_all
* the daemon: with both lines the first of two nodes is quorate alone
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO004", severity=Severity.ERROR)
def wait_for_all_disabled(corosync: Corosync) -> Findings:
    votes = corosync.votes
    two_node, wait = corosync.entry("quorum.two_node"), corosync.entry("quorum.wait_for_all")
    if not votes.counted or not votes.two_node_in_force or votes.device:
        return
    if two_node and wait and not votes.wait_for_all:
        edits = without(corosync, "quorum.wait_for_all")
        yield Finding(
            f"two_node is on, and wait_for_all is '{wait.text}'",
            at=wait.span,
            notes=(Note(two_node.span, "would turn wait_for_all on"),),
            why="a node that boots without seeing the other one is quorate at once and fences it",
            fix=Fix("remove wait_for_all", edits, Applicability.UNSAFE),
        )
