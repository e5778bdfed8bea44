"""# NET005 local-node-not-in-nodelist

A host cannot find itself in the nodelist.

## Why

Corosync looks for its host name and its addresses in `name` and `ring0_addr` of the nodes (2.x: for its
addresses in `ring0_addr`), and stops when it finds none: `No valid name found for local host`, `No
interfaces defined`. From a file alone this can be said of an address that hosts do not have: a multicast
or broadcast address. With the addresses of the host (`ip -j addr`, in a file ip-addr.json beside the
configuration) it is known whether one of them is in the nodelist: when none is, the file is that of
another cluster, or the host has moved. A host whose name is that of a node starts all the same, and is
never connected. Where the nodes have host names only, only the node itself can tell.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 239.255.1.1
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
  {"family": "inet", "local": "10.0.1.1", "prefixlen": 24}]}]
```

On the node itself the names are known, too:

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: alpha
        name: alpha
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{
  "Identity": {"hostname": "gamma"},
  "Names": {"answers": [{"name": "alpha", "addresses": ["10.0.0.7"]}]}
}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: alpha
        name: alpha
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{
  "Identity": {"hostname": "gamma"},
  "Names": {"answers": [{"name": "alpha", "addresses": ["10.0.0.1"]}]}
}
```

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
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
        ring0_addr: 10.0.1.1
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.1.1", "prefixlen": 24}]}]
```

## Sources

* corosync.conf(5): nodelist
* the daemon, `corosync -t`, and its search for itself
"""

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity, Unchecked
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("NET005", severity=Severity.ERROR, explains=("RUN001",))
def local_node_not_in_nodelist(
    corosync: Corosync,
    interfaces: Interfaces | Unknown,
    identity: Identity | Unknown,
    names: Names | Unknown,
) -> Findings:
    for node in corosync.nodes:
        entry = node.keys.get("ring0_addr")
        literal = parse(entry.text) if entry else None
        if entry and isinstance(literal, Literal):
            broadcast = literal.family == 4 and literal.value == 0xFFFFFFFF
            if literal.multicast or broadcast:
                kind = "broadcast" if broadcast else "multicast"
                yield Finding(
                    f"ring0_addr '{entry.text}' is a {kind} address, not that of a host",
                    at=entry.span,
                    why="the host does not find itself in this node",
                    fix=Fix("write the address of the host", (), Applicability.GUIDED),
                )
    if (
        isinstance(interfaces, Interfaces)
        and isinstance(identity, Identity)
        and isinstance(names, Names)
        and corosync.nodes
        and corosync.target.since("3.0")
    ):
        yield from _on_the_node(corosync, Here(interfaces, identity, names))
        return
    if isinstance(interfaces, Unknown):
        if interfaces.why != Interfaces.ABSENT:  # there is such a file, and it says nothing
            yield Unchecked(interfaces.why, corosync.place("nodelist"))
    elif corosync.nodes:
        if _found(corosync, interfaces):
            return
        stranger = _stranger(corosync, interfaces)
        if stranger:
            yield stranger
            return
    if corosync.local is not None:
        why = "needs the node: whether its addresses or its name are in the nodelist"
        yield Unchecked(why, corosync.local.span)
    elif corosync.nodes:
        # Then the rest of the nodelist depends on it, too: an id for this node, an address.
        why = "needs the node: which of the nodes it is, as none has an address to tell by"
        yield Unchecked(why, corosync.nodes[0].span)


def _on_the_node(corosync: Corosync, here: Here) -> Findings:
    """Where the host itself is asked: its search can be followed."""
    node = here.node(corosync)
    place = corosync.nodes[0].span
    if isinstance(node, Unknown):
        yield Unchecked(f"whether this host is in the nodelist: {node.why}", place)
    elif node is None:
        ours = [str(a) for a in here.interfaces.addresses if here.interfaces.own(a.literal)]
        addresses = f" nor an address of it, {', '.join(ours[:3])}" if ours else ""
        yield Finding(
            f"no node has the name of this host, '{here.identity.hostname}',{addresses}",
            at=place,
            why="corosync does not find itself in the nodelist and does not start",
            blocks=Blocks.LOAD,
            fix=Fix("write the address of this host, and its name", (), Applicability.GUIDED),
        )


def _found(corosync: Corosync, interfaces: Interfaces) -> bool:
    keys = ("ring0_addr",) if corosync.target.before("3.0") else ("name", "ring0_addr")
    entries = [node.keys[key] for node in corosync.nodes for key in keys if key in node.keys]
    old = corosync.target.before("3.0")
    return any(
        interfaces.own(parse(e.text)) and (not old or corosync.usable(e.text)) for e in entries
    )


def _stranger(corosync: Corosync, interfaces: Interfaces) -> Finding | None:
    """Where every address is written out, and none is one of the host."""
    entries = [e for node in corosync.nodes for e in node.addresses.values()]
    found = [parse(e.text) for e in entries]
    ours = [
        str(a)
        for a in interfaces.addresses
        if interfaces.own(a.literal) and a.literal.value >> 118 != 0xFE80 >> 6
    ]
    if not ours or not found or interfaces.bound(corosync) != {}:
        return None  # 2.x may still have a bindnetaddr to go by
    if any(not isinstance(a, Literal) or a.loopback or interfaces.own(a) for a in found):
        return None  # names may be those of the host; loopback is NET003's
    return Finding(
        f"no node has an address of this host, {', '.join(ours[:3])}",
        at=entries[0].span,
        notes=also([e.span for e in entries], "not one of its addresses either"),
        why="corosync does not start here, or finds itself by its host name and is not connected"
        if corosync.target.since("3.0")
        else "corosync does not start here",
        fix=Fix("write the addresses that are in use", (), Applicability.GUIDED),
    )
