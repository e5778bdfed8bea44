"""# NET007 bindnetaddr-ambiguous

Several addresses of the host are in the network of `bindnetaddr`.

## Why

Corosync 2 takes the first of them in the order of the interfaces. That may be a floating address, which
moves away with its resource and takes the membership along, or a bridge, and another one after a reboot.

## When to ignore it

When the addresses never change, and the first is the right one on every node.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.255.1.1
        mcastport: 5405
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24},
  {"family": "inet", "local": "10.0.0.100", "prefixlen": 24}]}]
```

## Good

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.1
        mcastaddr: 239.255.1.1
        mcastport: 5405
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24},
  {"family": "inet", "local": "10.0.0.100", "prefixlen": 24}]}]
```

## Sources

* corosync.conf(5): bindnetaddr
* the daemon 2.4: its search for an interface
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("NET007", severity=Severity.WARNING)
def bindnetaddr_ambiguous(corosync: Corosync, interfaces: Interfaces) -> Findings:
    for _, entry in sorted((interfaces.bound(corosync) or {}).items()):
        bind = parse(entry.text)
        if not isinstance(bind, Literal) or bind.family not in corosync.families:
            continue
        near = interfaces.near(bind)
        if len(near) > 1 and all(a.literal != bind for a in near):
            shown = ", ".join(map(str, near[:3])) + (", …" if len(near) > 3 else "")
            yield Finding(
                f"bindnetaddr '{bind}' fits {len(near)} addresses of this host: {shown}",
                at=entry.span,
                why=f"corosync takes the first that it meets, now {near[0].literal}",
                fix=Fix(
                    "write the address of this host, or use a nodelist", (), Applicability.GUIDED
                ),
            )
