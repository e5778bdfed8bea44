"""# QUO011 tie-breaker-misuse

`auto_tie_breaker` is configured in a way that leaves it without effect, or the daemon without a start.

## Why

With an odd number of votes the tie breaker needs `wait_for_all: 1`. Without it the daemon switches the
tie breaker off, and when `last_man_standing` is on as well it does not start
(`auto_tie_breaker & last_man_standing not available in odd sized cluster`). `auto_tie_breaker_node`
takes `lowest`, `highest` or node ids with blanks between them: reading ends at the first thing that is
no number, so `1,3` is 1 alone, and a word that is none of these switches the tie breaker off. That the
ids belong to nodes is not checked. Without `auto_tie_breaker: 1` the line means nothing.

## When to ignore it

Never.

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
    auto_tie_breaker: 1
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
    auto_tie_breaker: 1
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    wait_for_all: 1
    auto_tie_breaker: 1
    auto_tie_breaker_node: 1,3
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
    wait_for_all: 1
    auto_tie_breaker: 1
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    wait_for_all: 1
    auto_tie_breaker: 1
    auto_tie_breaker_node: 1 3
}
```

## Sources

* votequorum(5): auto_tie_breaker
* the daemon, started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.model.votes import tie_breaker_ids
from hadoctor.rule import Findings, rule


@rule("QUO011", severity=Severity.WARNING)
def tie_breaker_misuse(corosync: Corosync) -> Findings:
    votes = corosync.votes
    tie = corosync.entry("quorum.auto_tie_breaker")
    node = corosync.entry("quorum.auto_tie_breaker_node")
    if not votes.counted:
        return
    if tie and tie.value and votes.tie_breaker_dropped:
        lms = corosync.entry("quorum.last_man_standing") if votes.last_man_standing else None
        edits = with_value(corosync, "quorum.wait_for_all", "1")
        # With a device the tie breaker has to go, not to be made to work.
        fix = Fix("set wait_for_all: 1", edits, Applicability.UNSAFE) if edits else None
        yield Finding(
            ("auto_tie_breaker and last_man_standing are" if lms else "auto_tie_breaker is")
            + f" on, the number of votes is odd ({votes.node_votes}), and wait_for_all is off",
            at=tie.span,
            notes=(Note(lms.span, "last_man_standing"),) if lms else (),
            why="corosync does not start" if lms else "corosync switches the tie breaker off",
            blocks=Blocks.START if lms else None,
            severity=Severity.ERROR if lms else None,
            fix=None if votes.device else fix,
        )
    if node and tie and tie.value:
        yield from _node(corosync, node)
    elif node and (tie or corosync.absent("quorum.auto_tie_breaker")):
        yield Finding(
            "auto_tie_breaker_node is set, and auto_tie_breaker is off",
            at=node.span,
            why="corosync ignores the line",
        )


def _node(corosync: Corosync, node: Entry) -> Findings:
    """What is wrong with the choice of the node that breaks ties."""
    takes = "auto_tie_breaker_node takes lowest, highest or node ids with blanks between"
    if not corosync.votes.auto_tie_breaker:
        yield Finding(
            f"{takes}, not '{node.text}'" if node.text else f"{takes}, and the value is empty",
            at=node.span if node.text else node.pair.span,
            why="corosync switches the tie breaker off",
        )
        return
    if node.value in ("lowest", "highest"):
        return
    ids = tie_breaker_ids(node.text)
    parts = node.text.split()
    if len(ids) != len(parts) or not all(part.isdigit() for part in parts):
        read = " ".join(map(str, ids))
        yield Finding(
            f"{takes}: of '{node.text}' corosync reads {read}",
            at=node.span,
            why="reading ends at the first thing that is no number",
        )
    known = {n.nodeid for n in corosync.nodes}
    strangers = [str(i) for i in ids if i not in known]
    # An id of a node may also be generated, and then only the daemon knows it.
    if strangers and known and None not in known and 0 not in known:
        yield Finding(
            f"auto_tie_breaker_node names {', '.join(strangers)}, and no node has that nodeid",
            at=node.span,
            why="an id that no node has breaks no tie",
        )
