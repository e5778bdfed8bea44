"""# NET001 bindnetaddr-is-broadcast

`bindnetaddr` is the broadcast address of a network.

## Why

What is meant is the network (192.168.0.0) or the address of the interface. The broadcast address works
by chance: the daemon masks both it and its own addresses, so the same address with another netmask
selects nothing, or the wrong interface. Beside a nodelist it is not used at all.

## When to ignore it

In a network larger than /24, where an address that ends in 255 is an ordinary one.

## Bad

```corosync target=2.4
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

## Good

```corosync target=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 192.168.0.0
        mcastport: 5405
    }
}
```

## Sources

* corosync.conf(5): bindnetaddr
* the daemon 2.4, started
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("NET001", severity=Severity.WARNING)
def bindnetaddr_is_broadcast(corosync: Corosync) -> Findings:
    addresses = {
        literal.value
        for node in corosync.nodes
        for entry in node.addresses.values()
        if isinstance(literal := address.parse(entry.text), address.Literal) and literal.family == 4
    }
    for _, keys in sorted(corosync.interfaces.items()):
        entry = keys.get("bindnetaddr")
        bind = address.parse(entry.text) if entry else None
        if entry is None or not isinstance(bind, address.Literal) or bind.family != 4:
            continue
        if bind.value in addresses:
            continue
        network = _network(bind.value, addresses)
        if network:
            yield Finding(
                f"bindnetaddr '{bind}' is the broadcast address of {network}",
                at=entry.span,
                why="the network or the address of the interface belongs there",
                fix=Fix(
                    "write the network, or remove it beside a nodelist", (), Applicability.GUIDED
                ),
            )


def _network(bind: int, addresses: set[int]) -> str:
    """The network that it is the last address of: that of a node, or by the looks of it a /24."""
    for length in range(30, 15, -1):
        host = 0xFFFFFFFF >> length
        if bind & host == host and any((a ^ bind) & ~host == 0 for a in addresses):
            return f"{address.Literal(4, bind & ~host)}/{length}"
    return f"{address.Literal(4, bind & ~0xFF)}/24" if bind & 0xFF == 0xFF else ""
