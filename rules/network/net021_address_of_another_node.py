"""# NET021 address-of-another-node

This host has an address that the nodelist gives to another node.

## Why

Two hosts answer for one address. Whose packets arrive depends on which of them the neighbours have heard
of last: links go up and down, and nodes drop out and come back without a pattern. It comes from a
machine that was copied, from an address that was typed twice, or from a nodelist in which two nodes were
exchanged.

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
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24},
  {"family": "inet", "local": "10.0.0.2", "prefixlen": 24}]}]
```

```facts
{"Identity": {"hostname": "node1"}, "Names": {"answers": []}}
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

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24},
  {"family": "inet", "local": "10.0.0.9", "prefixlen": 24}]}]
```

```facts
{"Identity": {"hostname": "node1"}, "Names": {"answers": []}}
```

## Sources

* the daemons, with an address on two hosts: the link to the other goes down
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.rule import Findings, rule


@rule("NET021", severity=Severity.ERROR, explains=("RUN002", "RUN004", "RUN005", "RUN009"))
def address_of_another_node(
    corosync: Corosync, interfaces: Interfaces, identity: Identity, names: Names
) -> Findings:
    here = Here(interfaces, identity, names)
    own = here.node(corosync)
    if not isinstance(own, Node):
        return
    mine = {here.address(entry, corosync.families) for entry in own.addresses.values()}
    named = corosync.target.since("3.0") and here.by_name(corosync) is own
    if not named and not all(isinstance(a, Literal) and interfaces.own(a) for a in mine):
        return  # It was found by an address, and has not all of that node: it may be the other one.
    for node in corosync.nodes:
        for entry in node.addresses.values() if node is not own else ():
            literal = parse(entry.text)
            local = interfaces.own(literal)
            if local is None or literal in mine:
                continue  # COR010 says that two nodes have the same address.
            yield Finding(
                f"{entry.pair.key} '{entry.text}' of node '{node.label}' is an address of this host,"
                f" on {local.interface}, and this is node '{own.label}'",
                at=entry.span,
                notes=(Note(own.span, "this host"),),
                why="two hosts answer for it, or the nodelist has exchanged them",
                fix=Fix(
                    "take it from one of the hosts, or correct the nodelist",
                    (),
                    Applicability.GUIDED,
                ),
            )
