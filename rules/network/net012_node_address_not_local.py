"""# NET012 node-address-not-local

A node has some addresses of this host, and others that the host does not have.

## Why

Corosync finds itself by its name or by one address, takes the other addresses of that node as they
stand, and starts. A link over an address that no interface has never comes up: the redundancy is not
there, or the node never joins. The same is seen when addresses of two nodes have been exchanged. Needs
the output of `ip -j addr` in a file ip-addr.json beside the configuration.

## When to ignore it

When the interface of that address was not there yet when the output was taken.

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
        ring1_addr: 10.1.0.2
        name: node2
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]},
 {"ifname": "eth1", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.1.0.7", "prefixlen": 24}]}]
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

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]},
 {"ifname": "eth1", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.1.0.1", "prefixlen": 24}]}]
```

## Sources

* corosync.conf(5): ringX_addr
* the daemon, started: its search for itself
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("NET012", severity=Severity.ERROR)
def node_address_not_local(corosync: Corosync, interfaces: Interfaces) -> Findings:
    here = interfaces.nodes_here(corosync)
    parts = [_parts(node, interfaces) for node in here]
    if not parts or not all(away for _, away in parts):
        return
    ours, away = parts[0]
    yield Finding(
        f"{away[0].pair.key} '{away[0].text}' of node '{here[0].label}' is no address of this host",
        at=away[0].span,
        notes=(
            Note(ours[0].span, "this one is"),
            *also([e.span for e in away], "nor is this one"),
        ),
        why="the link never comes up",
        fix=Fix("write the address of this node on that link", (), Applicability.GUIDED),
    )


def _parts(node: Node, interfaces: Interfaces) -> tuple[list[Entry], list[Entry]]:
    """The addresses of a node that are this host's, and those that are not."""
    ours, away = [], []
    for entry in node.addresses.values():
        literal = parse(entry.text)
        if interfaces.own(literal):
            ours.append(entry)
        elif isinstance(literal, Literal) and not literal.loopback:  # else NET003's
            away.append(entry)
    return ours, away
