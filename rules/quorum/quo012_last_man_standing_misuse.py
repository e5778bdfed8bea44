"""# QUO012 last-man-standing-misuse

`last_man_standing` is configured in a way that is unsafe or has no effect.

## Why

It lets the cluster count its votes anew after nodes are lost, so that a few of many can go on. Its
manual calls `wait_for_all` essential with it: without, nodes that boot apart from those that went on can
be quorate too. It works only while every node has one vote: the daemon switches it off as soon as it
meets a node with more. `last_man_standing_window` means nothing while it is off.

## When to ignore it

Without `wait_for_all`: when every node that was lost is sure to be fenced and kept from booting.

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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
    node {
        ring0_addr: 10.0.0.5
        name: node5
        nodeid: 5
    }
}
quorum {
    provider: corosync_votequorum
    last_man_standing: 1
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
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
    last_man_standing_window: 20000
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
    node {
        ring0_addr: 10.0.0.5
        name: node5
        nodeid: 5
    }
}
quorum {
    provider: corosync_votequorum
    wait_for_all: 1
    last_man_standing: 1
    last_man_standing_window: 20000
}
```

## Sources

* votequorum(5): last_man_standing
* the daemon: `Last Man Standing feature is supported only when all cluster nodes votes are set to 1`
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value, without
from hadoctor.rule import Findings, rule


@rule("QUO012", severity=Severity.WARNING)
def last_man_standing_misuse(corosync: Corosync) -> Findings:
    votes, lms = corosync.votes, corosync.entry("quorum.last_man_standing")
    window = corosync.entry("quorum.last_man_standing_window")
    if not votes.counted or votes.device:
        return
    if window and not votes.last_man_standing:
        if lms or corosync.absent("quorum.last_man_standing"):
            edits = without(corosync, "quorum.last_man_standing_window")
            yield Finding(
                "last_man_standing_window is set, and last_man_standing is off",
                at=window.span,
                why="corosync ignores the line",
                severity=Severity.INFO,
                fix=Fix("remove last_man_standing_window", edits),
            )
        return
    if not lms or not votes.last_man_standing:
        return
    many = [n.keys["quorum_votes"] for n in corosync.nodes if n.votes > 1]
    if many:
        yield Finding(
            "last_man_standing is on, and not every node has one vote",
            at=lms.span,
            notes=tuple(Note(entry.span, f"{entry.text} votes") for entry in many[:3]),
            why="corosync switches it off when it meets a node with more than one vote",
        )
    # With a tie breaker and odd votes that is worse: QUO011.
    if not votes.wait_for_all and not votes.tie_breaker_dropped and not many:
        edits = with_value(corosync, "quorum.wait_for_all", "1")
        yield Finding(
            "last_man_standing is on, and wait_for_all is off",
            at=lms.span,
            why="nodes that boot apart from those that went on can be quorate as well",
            fix=Fix("set wait_for_all: 1", edits, Applicability.UNSAFE),
        )
