"""# QUO005 two-node-without-fencing

`two_node` is on in corosync.conf, and fencing is off in the CIB.

## Why
With `two_node` both halves of a split keep quorum, and it is fencing that decides which of them goes on. Without
fencing both go on: an address on two hosts, a file system mounted twice, databases that part ways.

## When to ignore it
In a laboratory without data.

## Bad
```crm
node 1: alice
node 2: bob
property stonith-enabled=false
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
```

## Good
```crm
node 1: alice
node 2: bob
property stonith-enabled=true
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
```

## Sources
* votequorum(5): two_node
* Pacemaker Explained, "Fencing"
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("QUO005", severity=Severity.ERROR)
def two_node_without_fencing(corosync: Corosync, pacemaker: Pacemaker) -> Findings:
    votes, entry = corosync.votes, corosync.entry("quorum.two_node")
    switch = pacemaker.fencing_switch
    if not (votes.counted and votes.two_node_in_force and votes.nodes == 2 and entry and switch):
        return
    if pacemaker.fencing is False:
        yield Finding(
            f"{switch.name} is '{switch.value}', and two_node keeps both halves of a split quorate",
            switch.at,
            notes=(Note(entry.span, "two_node is on"),),
            why="nothing decides which half goes on: both run everything",
            fix=Fix("set up a fence device, and switch fencing on", (), Applicability.GUIDED),
        )
