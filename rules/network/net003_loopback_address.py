"""# NET003 loopback-address

A node has an address that no other node can reach: loopback, 0.0.0.0, or a link-local IPv6 address.

## Why

The daemon takes it and talks to itself alone: every node is a cluster of its own, and each of them may
start everything. A link-local address (fe80::) needs the interface behind it (`fe80::1%eth0`), which is
another one on each host.

## When to ignore it

Never with more than one node; with a single node nothing is said.

## Bad

```corosync
nodelist {
    node {
        ring0_addr: 127.0.0.1
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

* corosync.conf(5): ringX_addr
* the daemon, started
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.uses import uses
from hadoctor.rule import Findings, rule


@rule("NET003", severity=Severity.ERROR)
def loopback_address(corosync: Corosync) -> Findings:
    if len(corosync.nodes) == 1:
        return
    found = [
        (use.entry, kind)
        for use in uses(corosync)
        if use.key != "mcastaddr" and (kind := _kind(parse(use.entry.text)))
    ]
    if found:
        entry, kind = found[0]
        yield Finding(
            f"{entry.pair.key} '{entry.text}' is {kind}",
            at=entry.span,
            notes=also([other.span for other, _ in found], "this one, too"),
            why="no other node can reach it",
            fix=Fix("write the address in the network of the nodes", (), Applicability.GUIDED),
        )


def _kind(literal: object) -> str:
    if not isinstance(literal, Literal):
        return ""
    if literal.loopback:
        return "a loopback address"
    if literal.unspecified:
        return "no address of a host"
    local = literal.family == 6 and literal.value >> 118 == 0xFE80 >> 6
    return "a link-local address" if local else ""
