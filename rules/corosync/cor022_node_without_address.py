"""# COR022 node-without-address

A node has no address.

## Why

The daemon takes a node without `ringX_addr`, mostly one with a misspelt key: it counts for the
quorum, nobody ever contacts it, and on that host the daemon does not start. If the first node has
neither `ring0_addr` nor `name`, no node is read at all, and the daemon aborts at every start. udp and
udpu know `ring0_addr` only, and so does 2.x, which refuses the whole file.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_adr: 10.0.0.1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: test
    secauth: off
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
    }
    node {
        ring1_addr: 10.0.0.2
        nodeid: 2
    }
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
```

## Sources

* corosync.conf(5): nodelist
* the daemon, `corosync -t`, and started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.cmap import FaultKind
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule

FIX = Fix("give every node its address", (), Applicability.GUIDED)


@rule("COR022", severity=Severity.ERROR)
def node_without_address(corosync: Corosync) -> Findings:
    if corosync.target.before("3.0"):
        spans = [f.at for f in corosync.cmap.faults if f.kind is FaultKind.NO_RING0]
        if spans:
            yield Finding(
                "the node has no ring0_addr",
                at=spans[0],
                notes=also(spans, "this one neither"),
                why="corosync 2 refuses the whole file for it",
                blocks=Blocks.LOAD,
                fix=FIX,
            )
        return
    if not corosync.candidates:
        return  # COR008
    if not corosync.nodelist_read:
        yield Finding(
            "the first node has neither a ring0_addr nor a name",
            at=corosync.sections("nodelist.node")[0].head_span,
            why="corosync then reads no node at all, and aborts at the start",
            blocks=Blocks.START,
            fix=FIX,
        )
    knet = corosync.transport == "knet"
    lacking = [
        node
        for node in sorted(corosync.nodes, key=lambda n: n.position)
        if not (node.addresses if knet else 0 in node.addresses)
        and (node.position or node.nameable)
    ]
    if not lacking:
        return
    key = "ringX_addr" if knet else "ring0_addr"
    yield Finding(
        f"node '{lacking[0].label}' has no {key}",
        at=lacking[0].span,
        notes=also([n.span for n in lacking], "none here either"),
        why="it counts for the quorum, is never contacted, and corosync does not start there",
        blocks=_blocks(corosync) if set(corosync.candidates) <= set(lacking) else None,
        fix=FIX,
    )


def _blocks(corosync: Corosync) -> Blocks:
    """What becomes of the daemon on a node without an address: an interface section for the link
    gives it a port, and a nodeid saves it from making one."""
    if not corosync.links or any(link.port == 0 for link in corosync.links):
        return Blocks.LOAD
    if corosync.transport != "knet" and not all(node.nodeid for node in corosync.candidates):
        return Blocks.LOAD
    return Blocks.START
