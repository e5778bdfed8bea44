"""# QUO010 even-nodes-no-tie-breaker

Four, six or more nodes, an even number, and nothing that decides between two equal halves.

## Why

When the network splits such a cluster in the middle, none of the halves has more than half of the
votes, and everything stops on both sides. That is the split between two rooms or two sites. A quorum
device gives one half the missing vote; `auto_tie_breaker` with `wait_for_all` decides by node id.

## When to ignore it

When the nodes cannot split into equal halves, or when stopping is what you want then.

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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    auto_tie_breaker: 1
    wait_for_all: 1
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
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
    device {
        model: net
        votes: 1
        net {
            host: 10.0.0.9
            algorithm: ffsplit
        }
    }
}
```

## Sources

* votequorum(5): auto_tie_breaker; corosync-qdevice(8)
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("QUO010", severity=Severity.WARNING)
def even_nodes_no_tie_breaker(corosync: Corosync) -> Findings:
    votes = corosync.votes
    # What is wrong with a tie breaker, two_node or expected_votes that is there, others say.
    others = ("auto_tie_breaker", "two_node", "device.model")
    if not votes.counted or any(corosync.entry(f"quorum.{key}") for key in others):
        return
    if not all(corosync.absent(f"quorum.{key}") for key in others):
        return
    each = {node.votes for node in corosync.nodes}
    if votes.nodes >= 4 and votes.nodes % 2 == 0 and len(each) == 1 and 0 not in each:
        if votes.expected != votes.node_votes:
            return
        half = votes.nodes // 2
        yield Finding(
            f"{votes.nodes} nodes, and neither a quorum device nor a tie breaker",
            at=corosync.place("quorum"),
            why=f"a split into {half} and {half} stops everything on both sides",
            fix=Fix("add a quorum device or a tie breaker", (), Applicability.GUIDED),
        )
