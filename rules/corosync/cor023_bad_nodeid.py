"""# COR023 bad-nodeid

A `nodeid` is one that the daemon cannot work with: 0, too large for knet, or given twice.

## Why

knet numbers its hosts from 1 to 65535: 0 is refused, larger ids are since 3.1.5, and were left out
without a link before. An id that two nodes have is refused, too. With more than ten nodes the daemon
overlooks some of these pairs, because it goes through the nodes in the order 0, 1, 10, 11, 2: the
two then take each other for themselves. With udp and udpu an id that is generated from the address
counts like a given one.

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
        nodeid: 1
    }
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
        nodeid: 167772161
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

* corosync.conf(5): nodeid
* the daemon, `corosync -t`, with up to twelve nodes
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodeids import clashes
from hadoctor.model.nodes import Node
from hadoctor.model.outline import NOTES_MAX, also
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

MAX = 65535
FIX = Fix("number the nodes 1, 2, 3 …, on all of them alike", (), Applicability.GUIDED)


@rule("COR023", severity=Severity.ERROR, explains=("PCM006", "RUN003"))
def bad_nodeid(corosync: Corosync) -> Findings:
    if corosync.transport == "knet":
        yield from _out_of_range(corosync)
    for clash in clashes(corosync):
        *others, node = clash.nodes
        labels = " and ".join(f"'{n.label}'" for n in clash.nodes[:2])
        yield Finding(
            f"nodes {labels} have the same nodeid {clash.nodeid}",
            at=_place(node),
            notes=tuple(
                Note(_place(n), "the other one" if n.nodeid_entry else "generated from the address")
                for n in others[:NOTES_MAX]
            ),
            why="corosync refuses the file"
            if clash.noticed
            else "corosync overlooks it among so many nodes, and they cannot tell each other apart",
            blocks=Blocks.LOAD if clash.noticed else None,
            fix=FIX,
        )


def _out_of_range(corosync: Corosync) -> Iterator[Finding]:
    strict = corosync.target.since("3.1.5")
    for bad, what in (
        ([n for n in corosync.nodes if n.nodeid == 0], "nodeid 0 stands for no node"),
        ([n for n in corosync.nodes if (n.nodeid or 0) > MAX], f"knet takes a nodeid up to {MAX}"),
    ):
        if not bad:
            continue
        zero = bad[0].nodeid == 0
        refused = [n for n in bad if (strict and n.addresses) or (zero and n is corosync.local)]
        yield Finding(
            what if zero else f"{what}, not {bad[0].nodeid}",
            at=_place(bad[0]),
            notes=also([_place(n) for n in bad], "nor does it take this one"),
            why="corosync refuses the file" if refused else "the node never gets a link",
            blocks=Blocks.LOAD if refused and corosync.nodelist_read else None,
            fix=FIX,
        )


def _place(node: Node) -> Span:
    return node.nodeid_entry.span if node.nodeid_entry else node.span
