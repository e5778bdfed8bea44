"""# NET001 bindnetaddr-is-broadcast

`bindnetaddr` is the broadcast address of a network.

## Why

What is meant is the network (192.168.0.0) or the address of the interface. The broadcast address works
by chance: the daemon masks both it and its own addresses, so the same address with another netmask
selects nothing, or the wrong interface. Beside a nodelist corosync 3 does not use it at all.

With the addresses of the host (`ip -j addr`, in a file ip-addr.json beside the configuration) the masks
are known. Without them an address that ends in 255 is taken for the last one of its network.

## When to ignore it

In a network larger than /24, where an address that ends in 255 is an ordinary one; with ip-addr.json
nothing is said then.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 192.168.0.255
        mcastport: 5405
    }
}
```

```corosync
totem {
    version: 2
    transport: udpu
    interface {
        bindnetaddr: 10.0.0.63
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.33
        name: node1
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.33", "prefixlen": 27}]}]
```

## Good

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 192.168.0.0
        mcastport: 5405
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.255
        mcastport: 5405
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.1.33", "prefixlen": 23}]}]
```

## Sources

* corosync.conf(5): bindnetaddr
* the daemon 2.4, started
"""

from hadoctor.edit import set_value
from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.network import Network, network, overridden
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("NET001", severity=Severity.WARNING)
def bindnetaddr_is_broadcast(corosync: Corosync, interfaces: Interfaces | Unknown) -> Findings:
    addresses = {parse(e.text) for node in corosync.nodes for e in node.addresses.values()}
    for number, keys in sorted(corosync.interfaces.items()):
        entry = keys.get("bindnetaddr")
        bind = parse(entry.text) if entry else None
        if not entry or not isinstance(bind, Literal) or bind.family != 4 or bind in addresses:
            continue
        unused = corosync.target.since("3.0") and overridden(corosync, number)
        # An interface list that knows no such network says nothing about its mask.
        if isinstance(interfaces, Interfaces) and interfaces.near(bind):
            local = interfaces.broadcast_of(bind)
            found, shown = (local.network, f", that of {local.interface}") if local else (None, "")
            fix = _fix(corosync, entry, found, interfaces, unused) if found else None
        else:
            found, shown = _guess(bind, addresses), ""
            fix = Fix("write the network, or remove it beside a nodelist", (), Applicability.GUIDED)
        if found:
            yield Finding(
                f"bindnetaddr '{bind}' is the broadcast address of {found}{shown}",
                at=entry.span,
                why="the nodelist takes its place"
                if unused
                else "the network or the address of the interface belongs there",
                severity=Severity.INFO if unused else None,
                fix=fix,
            )


def _guess(bind: Literal, addresses: set[Literal | Name | None]) -> Network | None:
    """By the looks of it: a network that a node is in, or a /24. Of another last octet nobody can
    tell without the mask."""
    if bind.value & 0xFF != 0xFF:
        return None
    for length in range(24, 15, -1):
        found = network(bind, length)
        if found.broadcast == bind and any(found.holds(a) for a in addresses):
            return found
    return network(bind, 24)


def _fix(
    corosync: Corosync, entry: Entry, found: Network, interfaces: Interfaces, unused: bool
) -> Fix:
    if unused:
        return Fix("remove bindnetaddr", without(corosync, entry.path))
    # The same addresses fit, in the same order: then the daemon takes the same one.
    last = found.broadcast
    same = last is not None and interfaces.near(last) == interfaces.near(found.first)
    same = same and interfaces.own(found.first) is None
    return Fix(
        f"write the network, {found.first}",
        (set_value(entry.pair, str(found.first)),),
        Applicability.SAFE if same else Applicability.UNSAFE,
    )
