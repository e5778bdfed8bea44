"""# NET008 hostname-ring-address

Nodes have host names for addresses.

## Why

The daemon asks for the addresses when it starts. A name server that is away, an answer of the other IP
version, or the line `127.0.1.1 node1` that some installers write into /etc/hosts, and the node does not
start or is alone. An address that stands in the file cannot be looked up wrongly.

## When to ignore it

When the names are in /etc/hosts of every node, with the right addresses.

## Bad

```corosync
nodelist {
    node {
        ring0_addr: node1.example.com
        name: node1
        nodeid: 1
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
}
```

## Sources

* corosync.conf(5): ringX_addr, ip_version
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.names import Names
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule

SLOW = 1.0
"""Seconds."""


@rule("NET008", severity=Severity.INFO)
def hostname_ring_address(corosync: Corosync, resolver: Names | Unknown) -> Findings:
    names = [
        entry
        for node in sorted(corosync.nodes, key=lambda n: n.position)
        for entry in node.addresses.values()
        if isinstance(parse(entry.text), Name) and "%" not in entry.text
    ]
    slow = [entry for entry in names if _seconds(entry.text, resolver) > SLOW]
    if slow:
        yield Finding(
            f"it took {_seconds(slow[0].text, resolver):.1f} s to find out what"
            f" '{slow[0].text}' resolves to",
            at=slow[0].span,
            why="corosync waits for it at its start, and asks a server that may not be there then",
            severity=Severity.WARNING,
            fix=Fix("write the addresses", (), Applicability.GUIDED),
        )
    elif names:
        yield Finding(
            f"{names[0].pair.key} is a host name, '{names[0].text}'",
            at=names[0].span,
            notes=also([entry.span for entry in names], "this one, too"),
            why="the start of the cluster depends on what the names resolve to",
            fix=Fix("write the addresses", (), Applicability.GUIDED),
        )


def _seconds(name: str, resolver: Names | Unknown) -> float:
    """How long the host's resolver took, where it was asked."""
    answer = resolver.of(name) if isinstance(resolver, Names) else None
    return answer.seconds if answer is not None else 0.0
