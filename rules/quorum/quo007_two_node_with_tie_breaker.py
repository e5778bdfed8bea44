"""# QUO007 two-node-with-tie-breaker

`two_node` and `auto_tie_breaker` are both on.

## Why

They answer the same question in opposite ways: `two_node` keeps both halves quorate and lets fencing
decide, the tie breaker picks one half beforehand. The daemon takes the tie breaker and switches
`two_node` off, with nothing but a line in the log. `wait_for_all`, which `two_node` brings with it,
stays on. So when the node that breaks ties is lost, the other one stops.

## When to ignore it

Never: remove the one that is not meant. The tie breaker is right for SBD without a disk, `two_node` for
nearly everything else.

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
    auto_tie_breaker: 1
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
    wait_for_all: 1
    auto_tie_breaker: 1
}
```

## Sources

* the daemon: `two_node and auto_tie_breaker are both specified but are not compatible`
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO007", severity=Severity.ERROR)
def two_node_with_tie_breaker(corosync: Corosync) -> Findings:
    votes = corosync.votes
    two_node, tie = corosync.entry("quorum.two_node"), corosync.entry("quorum.auto_tie_breaker")
    if not votes.counted or not votes.two_node or not votes.auto_tie_breaker or votes.device:
        return
    if two_node and tie:
        two = votes.nodes == 2
        keys = ("auto_tie_breaker", "auto_tie_breaker_node") if two else ("two_node",)
        yield Finding(
            "two_node and auto_tie_breaker are both on",
            at=two_node.span,
            notes=(Note(tie.span, "the tie breaker"),),
            why="the daemon switches two_node off and says so only in its log",
            fix=Fix(
                f"remove {keys[0]}",
                without(corosync, *(f"quorum.{key}" for key in keys)),
                Applicability.UNSAFE,
            ),
        )
