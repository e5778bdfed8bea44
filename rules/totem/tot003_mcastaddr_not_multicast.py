"""# TOT003 mcastaddr-not-multicast

`mcastaddr` is no multicast address, or not one of the family that is used.

## Why

Multicast addresses are those from 224.0.0.0 to 239.255.255.255, and IPv6 addresses that begin with ff.
With udp the daemon refuses another IPv4 address, and does not start with another IPv6 address. With
udpu and knet it is not used; often a node's own address stands there by mistake. An address of a
family that `ip_version` excludes is refused with every transport.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: udp
    interface {
        mcastaddr: 192.168.0.10
    }
}
nodelist {
    node {
        ring0_addr: 192.168.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    transport: udp
    interface {
        mcastaddr: ff15::1
    }
}
nodelist {
    node {
        ring0_addr: 192.168.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: udp
    interface {
        mcastaddr: 239.192.10.1
    }
}
nodelist {
    node {
        ring0_addr: 192.168.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): mcastaddr
* RFC 5771, RFC 4291: multicast addresses
* the daemon, `corosync -t`, and started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import Link
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("TOT003", severity=Severity.ERROR)
def mcastaddr_not_multicast(corosync: Corosync) -> Findings:
    links = {link.number: link for link in corosync.links}
    udp = corosync.transport == "udp"
    for number, keys in sorted(corosync.interfaces.items()):
        entry = keys.get("mcastaddr")
        literal = address.parse(entry.text) if entry else None
        if entry is None or not isinstance(literal, address.Literal):
            continue  # NET018, NET009
        message, blocks = _wrong(corosync, literal, links.get(number))
        if not message:
            continue
        yield Finding(
            message,
            at=entry.span,
            why="the daemon does not start with it" if blocks else "it is not used",
            blocks=blocks,
            severity=None if blocks else Severity.WARNING,
            fix=Fix("take one of 239.192.0.0 to 239.195.255.255", (), Applicability.GUIDED)
            if udp
            else Fix("remove mcastaddr", without(corosync, entry.path)),
        )


def _wrong(
    corosync: Corosync, literal: address.Literal, link: Link | None
) -> tuple[str, Blocks | None]:
    """What is wrong with the address, and what follows. `link` is None where the section that it
    stands in has no effect."""
    old, udp = corosync.target.before("3.0"), corosync.transport == "udp"
    broadcast = any(other.broadcast for other in corosync.links)
    used = link is not None and udp and not broadcast
    if literal.family not in corosync.families:
        message = f"mcastaddr is an IPv{literal.family} address, and ip_version excludes those"
        return message, Blocks.LOAD if used or (link is not None and not old) else None
    bind = link.local or link.keys.get("bindnetaddr") if link else None
    own = address.parse(bind.text) if bind else None
    if used and isinstance(own, address.Literal) and own.family != literal.family:
        return f"mcastaddr is an IPv{literal.family} address, '{own}' is not", Blocks.LOAD
    if literal.multicast:
        return "", None
    message = f"mcastaddr '{literal}' is no multicast address"
    return message, (Blocks.LOAD if literal.family == 4 else Blocks.START) if used else None
