"""# COR009 missing-nodeid

A node has no `nodeid`.

## Why

knet does not start without the ids of all nodes (3.0: without its own; it then never sees the others).
udp and udpu make an id of the IPv4 address: a large number that changes with the address, and under
which Pacemaker then knows another node.

## When to ignore it

With udp and udpu, when the addresses never change.

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
* the daemon, `corosync -t`
"""

from hadoctor.edit import append
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity, Unchecked
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Section


@rule("COR009", severity=Severity.ERROR)
def missing_nodeid(corosync: Corosync) -> Findings:
    knet = corosync.transport == "knet"
    missing = [n for n in corosync.nodes if n.nodeid_entry is None and (knet or not _ipv6(n))]
    missing = sorted((n for n in missing if n.addresses), key=lambda n: n.position)
    if not missing or not corosync.absent("nodelist.node.nodeid"):
        return
    names = ", ".join(f"'{n.label}'" for n in missing[:3]) + (", …" if len(missing) > 3 else "")
    blocks = Blocks.LOAD if knet and _refused(corosync, missing) else None
    if knet and not blocks and corosync.local is None and set(missing) & set(corosync.candidates):
        yield Unchecked("needs the node: 3.0 asks for the nodeid of its own node", missing[0].span)
    why = "with knet a node without it is never contacted"
    if not knet:
        why = "corosync makes an id of the address; with another address it is another node"
    elif blocks:
        why = "knet does not start without it"
    taken = {n.nodeid for n in corosync.nodes}
    free = iter(n for n in range(1, 65536) if n not in taken)
    # A section inside ends the node, and what is put behind that belongs to the next one.
    whole = all(
        n.section.closed and not any(isinstance(c, Section) for c in n.section.children)
        for n in missing
    )
    edits = tuple(append(n.section, f"nodeid: {next(free, 0)}") for n in missing)
    yield Finding(
        f"no nodeid for {names}",
        at=missing[0].span,
        notes=also([n.span for n in missing], "none here either"),
        why=why,
        blocks=blocks,
        severity=None if knet else Severity.WARNING,
        fix=Fix("number the nodes, on all of them alike", edits, Applicability.UNSAFE)
        if whole
        else None,
    )


def _refused(corosync: Corosync, missing: list[Node]) -> bool:
    if not corosync.nodelist_read:
        return False
    if corosync.target.since("3.1"):
        return True
    # 3.0 asks for the id of the local node only, and takes totem.nodeid, too.
    candidates = corosync.candidates
    return (
        not corosync.number("totem.nodeid") and bool(candidates) and set(candidates) <= set(missing)
    )


def _ipv6(node: Node) -> bool:
    """Such a node has no id at all: TOT014."""
    parsed = address.parse(node.addresses[0].text) if 0 in node.addresses else None
    return isinstance(parsed, address.Literal) and parsed.family == 6
