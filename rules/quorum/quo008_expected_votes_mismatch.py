"""# QUO008 expected-votes-mismatch

`expected_votes` is not what the votes of the nodes (and of the quorum device) add up to.

## Why

The daemon takes `expected_votes` in place of the sum. Too low, and parts of the cluster that start
apart from each other are quorate each for itself: three nodes with `expected_votes: 1` are three
clusters of one until they meet. Too high, and more nodes have to be there than quorum would need; high
enough, and there is never quorum at all. With `wait_for_all` a number that is too high is never
reached.

## When to ignore it

Never with a nodelist: the daemon counts for itself.

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
    expected_votes: 1
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
* the daemon: three nodes with `expected_votes: 1` start with a quorum of 1
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("QUO008", severity=Severity.ERROR)
def expected_votes_mismatch(corosync: Corosync) -> Findings:
    votes, entry = corosync.votes, corosync.entry("quorum.expected_votes")
    if not votes.counted or not votes.nodes or not corosync.absent("nodelist.node.quorum_votes"):
        return
    # Tracking brings numbers from the disk into it; what the device makes impossible: QUO014.
    if not entry or not votes.expected_votes or votes.tracking or votes.nodes_starved:
        return
    expected, own = votes.expected_votes, votes.node_votes
    total = own + (votes.device_votes or 0 if votes.device else 0)
    if (votes.device and votes.device_votes is None) or expected in (own, total):
        return
    quorum, device = votes.quorum, " and those of the device" if total != own else ""
    severity, why = Severity.WARNING, f"quorum is {quorum}, and would be {(total + 2) // 2}"
    if quorum > total or (votes.wait_for_all and expected > total):
        severity, why = Severity.ERROR, "the cluster never gets quorum"
    elif 2 * quorum <= total and not votes.two_node_in_force:
        severity = Severity.ERROR
        why = f"quorum is {quorum}: parts that start apart are quorate each for itself"
    elif votes.wait_for_all and expected < total:
        severity, why = Severity.ERROR, "wait_for_all waits for that many votes, not for all"
    yield Finding(
        f"expected_votes is {expected}, the votes of the nodes{device} add up to {total}",
        at=entry.span,
        why=why,
        severity=severity,
        fix=Fix(
            "remove expected_votes",
            without(corosync, "quorum.expected_votes"),
            Applicability.UNSAFE,
        ),
    )
