"""# QUO017 votes-asymmetric

The votes are spread so that one node decides alone, or that some nodes do not count.

## Why

A node with half of the votes or more is a single point of failure: without it nobody else has quorum.
With more than half it even is quorate alone, whatever all others do. A node with `quorum_votes: 0` never
counts, and when no node has a vote there is no quorum at all. The daemon adds in 32 bits: numbers too
large come out as something else.

## When to ignore it

Nodes with 0 votes: when they shall run services and have no say.

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
        quorum_votes: 3
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

* votequorum(5)
* the daemon: a node with 50 of 52 votes is quorate alone
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("QUO017", severity=Severity.WARNING)
def votes_asymmetric(corosync: Corosync) -> Findings:
    votes, nodes = corosync.votes, corosync.nodes
    if not votes.counted or not nodes or not corosync.absent("nodelist.node.quorum_votes"):
        return
    given = [n.keys["quorum_votes"] for n in nodes if "quorum_votes" in n.keys]
    total = sum(node.votes for node in nodes)
    none = [e for e in given if e.value == 0]
    if total > 0xFFFFFFFF:
        yield Finding(
            f"the votes add up to {total}, more than the daemon can count",
            at=max(given, key=lambda e: e.number or 0).span,
            why=f"it adds in 32 bits and comes to {votes.node_votes}",
            severity=Severity.ERROR,
        )
    elif total == 0:
        yield Finding(
            "no node has a vote",
            at=none[0].span,
            notes=tuple(Note(e.span, "") for e in none[1:4]),
            why="there is never quorum",
            severity=Severity.ERROR,
        )
    elif none:
        yield Finding(
            f"quorum_votes is 0 for {len(none)} of {len(nodes)} nodes",
            at=none[0].span,
            notes=tuple(Note(e.span, "") for e in none[1:4]),
            why="these nodes never count",
            severity=Severity.INFO,
        )
    most = max(nodes, key=lambda node: node.votes)
    entry = most.keys.get("quorum_votes")
    if entry and 0 < total <= 0xFFFFFFFF and len(nodes) > 1 and not votes.device:
        rest = total - most.votes
        if most.votes > 1 and most.votes >= rest:
            alone = most.votes > rest
            yield Finding(
                f"{most.label} has {most.votes} of {total} votes",
                at=entry.span,
                why="it is quorate alone, and nobody is without it"
                if alone
                else "without it nobody has quorum",
            )
