"""# QUO003 two-node-with-qdevice

`two_node` is on and a quorum device is configured.

## Why

Both answer the same question, who goes on when two nodes lose sight of each other, and in opposite
ways. votequorum refuses to start with both (`two_node and quorum device cannot be configured at the
same time!`), and the check of `corosync -t` does not see it: the next restart fails. When such a file
is reloaded into a running cluster, one of the two is switched off.

## When to ignore it

Never.

## Bad

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
}
quorum {
    provider: corosync_votequorum
    two_node: 1
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

## Good

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

* votequorum(5), corosync-qdevice(8)
* the daemon, started
"""

from hadoctor.edit import delete
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("QUO003", severity=Severity.ERROR)
def two_node_with_qdevice(corosync: Corosync) -> Findings:
    votes = corosync.votes
    two_node, model = corosync.entry("quorum.two_node"), corosync.entry("quorum.device.model")
    if votes.counted and votes.two_node and votes.device and two_node and model:
        yield Finding(
            f"two_node is on, and a quorum device (model {model.text}) is configured",
            at=two_node.span,
            notes=(Note(model.span, "the device"),),
            why="corosync does not start with both",
            blocks=Blocks.START,
            fix=Fix("remove two_node", (delete(two_node.pair),), Applicability.UNSAFE),
        )
