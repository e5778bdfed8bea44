"""# TOT002 udp-only-key-ignored

A key that only udp reads is set with another transport: `mcastaddr`, `broadcast`, or
`clear_node_high_bit` with knet.

## Why

The daemon does not use it, and who reads the file believes in multicast or broadcast. What keeps two
clusters in one network apart with udpu and knet is the port alone.

## When to ignore it

Never; without them nothing changes.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
    interface {
        mcastaddr: 239.255.1.1
        broadcast: yes
        mcastport: 5405
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: udpu
    interface {
        mcastport: 5405
    }
}
```

```corosync
totem {
    version: 2
    transport: udp
    interface {
        mcastaddr: 239.255.1.1
    }
}
```

## Sources

* corosync.conf(5): mcastaddr, broadcast
* the daemon, started; with broadcast the default port of link 1 is 5407 with knet, too
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

ELSEWHERE = ("bindnetaddr", "ttl", "memberaddr")
"""NET002, TOT008, COR025."""


@rule("TOT002", severity=Severity.WARNING)
def udp_only_key_ignored(corosync: Corosync) -> Findings:
    transport = corosync.transport
    ignored = [
        entry
        for entry in corosync.cmap.entries.values()
        if entry.option
        and "udp" in entry.option.transports.split()
        and transport not in entry.option.transports.split()
        and entry.option.key not in ELSEWHERE
    ]
    if not ignored:
        return
    ignored.sort(key=lambda entry: entry.pair.start)
    keys = list(dict.fromkeys(entry.pair.key for entry in ignored))
    harmless = keys == ["clear_node_high_bit"]
    yield Finding(
        f"{' and '.join(keys)} {'have' if len(keys) > 1 else 'has'} no effect with {transport}",
        at=ignored[0].pair.span,
        notes=also([e.pair.span for e in ignored], "nor has this"),
        why=f"{transport} makes no ids of addresses"
        if harmless
        else f"{transport} sends to the addresses of the nodes",
        severity=Severity.INFO if harmless else None,
        fix=Fix(
            f"remove {' and '.join(keys)}",
            without(corosync, *(e.path for e in ignored)),
            Applicability.UNSAFE if _changes_something(corosync) else Applicability.SAFE,
        ),
    )


def _changes_something(corosync: Corosync) -> bool:
    """broadcast moves the default ports of further links; 2.x asks for a node id where the multicast
    address is an IPv6 one, be it in use or not."""
    if any(keys.get("broadcast") for keys in corosync.interfaces.values()) and any(
        link.number > 0 and link.port_entry is None for link in corosync.links
    ):
        return True
    return corosync.target.before("3.0") and 6 in corosync.families
