"""# TOT013 uneven-links

Not every node has an address on every link.

## Why

With more than one link the daemon refuses the file when a link has more nodes than another: `Not all
nodes have the same number of links`. It also refuses a link on which its own node has no address:
`No multicast port specified for interface 1`. Where an `interface` section stands for that link it
goes on until 3.1.7, with a link that never comes up, and gives up at the start later.

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
        ring1_addr: 10.1.0.1
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

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
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
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import LINKS_MAX
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("TOT013", severity=Severity.ERROR)
def uneven_links(corosync: Corosync) -> Findings:
    links = [link for link in corosync.links if link.members and 0 <= link.number < LINKS_MAX]
    if corosync.target.before("3.0") or not links or not corosync.candidates:
        return
    lacking = [
        (node, link)
        for node in sorted(corosync.nodes, key=lambda n: n.position)
        for link in links
        if node.addresses and link.number not in node.addresses  # without any: COR022
    ]
    if not lacking:
        return
    blocks = None
    own = [link for node, link in lacking if node is corosync.local]
    portless = {link.number for link in links if link.port == 0}
    if len({len(link.members) for link in links}) > 1 or all(
        portless - set(node.addresses) for node in corosync.candidates
    ):
        blocks = Blocks.LOAD
    elif own and corosync.target.since("3.1.8"):
        blocks = Blocks.START
    first, link = lacking[0]
    yield Finding(
        f"node '{first.label}' has no ring{link.number}_addr, and other nodes have one",
        at=first.span,
        notes=also([node.span for node, _ in lacking], "this node has not all of them either"),
        why="corosync refuses the file"
        if blocks is Blocks.LOAD
        else "corosync does not start on that node"
        if blocks
        else "this link never comes up there",
        blocks=blocks,
        fix=Fix("give every node an address on every link", (), Applicability.GUIDED),
    )
