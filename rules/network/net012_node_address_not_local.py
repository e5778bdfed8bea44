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

On the node itself it is seen, too, that an interface is down:

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
[{"ifname": "eth0", "flags": ["BROADCAST"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
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
[{"ifname": "eth0", "flags": ["BROADCAST", "UP", "LOWER_UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{"Identity": {"hostname": "node1"}, "Names": {"answers": []}}
```

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

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule

FOLLOW = ("RUN002", "RUN004", "RUN005", "RUN009", "NET019", "NET021")


@rule("NET012", severity=Severity.ERROR, explains=FOLLOW)
def node_address_not_local(
    corosync: Corosync,
    interfaces: Interfaces,
    identity: Identity | Unknown,
    names: Names | Unknown,
) -> Findings:
    if isinstance(identity, Identity) and isinstance(names, Names):
        yield from _on_the_node(corosync, Here(interfaces, identity, names))
        return
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


def _on_the_node(corosync: Corosync, here: Here) -> Findings:
    """Where the host itself is asked: it is known which node it is, and what names stand for."""
    node = here.node(corosync) if corosync.target.since("3.0") else None
    if node is None:
        mine = here.interfaces.nodes_here(corosync)
        node = mine[0] if len(mine) == 1 else None
    if not isinstance(node, Node):
        return
    by_name = here.by_name(corosync) is node
    for entry in node.addresses.values():
        literal = here.address(entry, corosync.families)
        if not isinstance(literal, Literal) or literal.loopback:
            continue  # NET009's, NET003's and NET004's
        local = here.interfaces.own(literal)
        shown = f"'{entry.text}'" + ("" if entry.text == str(literal) else f" ({literal})")
        if local is None:
            also_known = " by its name" if by_name else ""
            yield Finding(
                f"{entry.pair.key} {shown} of node '{node.label}', which this host is{also_known},"
                " is no address of this host",
                at=entry.span,
                why="the link never comes up",
                fix=Fix("write the address of this node on that link", (), Applicability.GUIDED),
            )
            continue
        interface = next(i for i in here.interfaces.interfaces if i.name == local.interface)
        state = "down" if not interface.up else "NO-CARRIER" in interface.flags and "no carrier"
        if state:
            yield Finding(
                f"{interface.name}, which has {entry.pair.key} {shown}, "
                + ("is down" if state == "down" else "has no carrier"),
                at=entry.span,
                why="nothing is sent or received on this link",
                fix=Fix(
                    f"ip link set {interface.name} up" if state == "down" else "look at the cable",
                    (),
                    Applicability.GUIDED,
                ),
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
