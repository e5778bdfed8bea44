"""# QUO009 expected-votes-redundant

`expected_votes` says what the daemon would count for itself.

## Why

It is right today and wrong after the next node: the number overrides the nodelist, and nobody thinks of
it when the nodelist changes.

## When to ignore it

When something that writes the file always writes both.

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
    expected_votes: 3
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

* votequorum(5): expected_votes
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO009", severity=Severity.INFO)
def expected_votes_redundant(corosync: Corosync) -> Findings:
    votes, entry = corosync.votes, corosync.entry("quorum.expected_votes")
    if not votes.counted or not votes.nodes or not corosync.absent("nodelist.node.quorum_votes"):
        return
    # Without it a device that has no votes of its own would get some.
    if not entry or votes.tracking or (votes.device and votes.device_votes is None):
        return
    if votes.expected_votes and votes.expected_votes == votes.node_votes:
        # 2.x takes the number also where it does not find itself in the nodelist.
        sure = corosync.target.since("3.0") or corosync.local is not None
        yield Finding(
            f"expected_votes is {entry.text}, as the nodelist says already",
            at=entry.span,
            why="it will be wrong when a node is added or removed",
            fix=Fix(
                "remove expected_votes",
                without(corosync, "quorum.expected_votes"),
                Applicability.SAFE if sure else Applicability.UNSAFE,
            ),
        )
