"""# QUO014 qdevice-votes

The votes of the quorum device do not go with those of the nodes, with `expected_votes` or with the
algorithm.

## Why

Without `votes` corosync gives the device one vote less than the nodes have together. It does that only
when every node has one vote and `expected_votes` is not set; otherwise, and when `expected_votes` leaves
less than 2 votes to the nodes, it does not start. `corosync -t` does not see that.

The program on the device's side adds its own: `ffsplit` (the default algorithm) runs only with `votes: 1`
written in the file and one vote for each node; corosync starts, corosync-qdevice does not. `lms` needs
one vote less than there are nodes, which is what corosync works out when `votes` is left out. And a
device with as many votes as all nodes together is a single point of failure: without it nobody has
quorum.

## When to ignore it

Never where the daemon does not start.

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
    expected_votes: 5
    device {
        model: net
        net {
            host: 10.0.0.9
            algorithm: ffsplit
        }
    }
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
        net {
            host: 10.0.0.9
            algorithm: lms
        }
    }
}
```

## Sources

* votequorum(5), corosync-qdevice(8)
* corosync and corosync-qdevice, started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.device import ALGORITHM
from hadoctor.model.stored import with_value, without
from hadoctor.rule import Findings, rule


@rule("QUO014", severity=Severity.ERROR)
def qdevice_votes(corosync: Corosync) -> Findings:
    votes, model = corosync.votes, corosync.entry("quorum.device.model")
    if not votes.counted or not votes.device or model is None:
        return
    entry = corosync.entry("quorum.device.votes")
    expected = corosync.entry("quorum.expected_votes") if votes.expected_votes else None
    if entry is None and not corosync.absent("quorum.device.votes"):
        return
    algorithm = (
        (corosync.text("quorum.device.net.algorithm") or ALGORITHM)
        if (votes.device == "net")
        else ""
    )
    one = with_value(corosync, "quorum.device.votes", "1")
    if votes._replace(device_votes=1).nodes_starved:
        one = ()
    if votes.device_votes is None and (expected or votes.nodes != votes.node_votes):
        reason = f"expected_votes is {expected.text}" if expected else "not every node has one vote"
        yield Finding(
            f"the quorum device has no votes, and {reason}",
            at=entry.span if entry else model.span,
            notes=(Note(expected.span, "expected_votes"),) if expected else _uneven(corosync),
            why="corosync cannot work the votes out and does not start",
            blocks=Blocks.START,
            # ffsplit takes nothing else; with lms somebody has to count.
            fix=Fix("set votes: 1", one, Applicability.SAFE)
            if algorithm == "ffsplit" and one
            else None,
        )
    elif votes.nodes_starved and expected:
        yield Finding(
            f"expected_votes is {expected.text}, of which the quorum device has"
            f" {votes.device_votes}",
            at=expected.span,
            notes=(Note(entry.span, "the votes of the device"),) if entry else (),
            why="that leaves less than 2 votes to the nodes, and corosync does not start",
            blocks=Blocks.START,
        )
    elif algorithm == "ffsplit" and votes.device_votes != 1:
        shown = f"are {entry.text}" if entry else "are not set"
        yield Finding(
            f"the votes of the quorum device {shown}, and ffsplit needs votes: 1",
            at=entry.span if entry else model.span,
            why="corosync starts, corosync-qdevice does not",
            fix=Fix("set votes: 1", one, Applicability.UNSAFE) if one else None,
        )
    elif entry:
        yield from _arithmetic(corosync, entry, algorithm)
    if algorithm == "ffsplit" and any(node.votes != 1 for node in corosync.nodes):
        yield Finding(
            "ffsplit works only where every node has one vote",
            at=model.span,
            notes=_uneven(corosync),
            why="corosync starts, corosync-qdevice does not",
        )


def _arithmetic(corosync: Corosync, entry: Entry, algorithm: str) -> Findings:
    """Votes that both programs take, and that are still wrong."""
    votes = corosync.votes
    given = votes.device_votes or 0
    if algorithm in ("lms", "2nodelms") and given != votes.node_votes - 1:
        edits = without(corosync, "quorum.device.votes")
        free = not votes.expected_votes and votes.nodes == votes.node_votes
        yield Finding(
            f"the quorum device has {given} votes, {algorithm} needs {votes.node_votes - 1}"
            " (those of the nodes, less one)",
            at=entry.span,
            why="with other votes the last node cannot go on, or the device outvotes all nodes",
            severity=Severity.WARNING,
            fix=Fix("leave the votes to corosync", edits, Applicability.UNSAFE) if free else None,
        )
    elif given and given >= votes.node_votes:
        yield Finding(
            f"the quorum device has {given} votes, and all nodes together {votes.node_votes}",
            at=entry.span,
            why="without the device the nodes never have quorum, even when all are there",
            severity=Severity.WARNING,
        )


def _uneven(corosync: Corosync) -> tuple[Note, ...]:
    entries = [n.keys["quorum_votes"] for n in corosync.nodes if n.votes != 1]
    return tuple(Note(e.span, f"votes: {e.text}") for e in entries[:3])
