"""# NET002 bindnetaddr-with-nodelist

A link has a `bindnetaddr`, and addresses in the nodelist.

## Why

The nodelist wins, and the daemon says so at every start: `interface section bindnetaddr is used together
with nodelist`. The address that nobody reads is changed, or not changed, by mistake. 2.x falls back on
it when it finds itself in no node, and then is in the cluster under another address.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    interface {
        bindnetaddr: 10.0.0.0
        mcastport: 5405
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    interface {
        mcastport: 5405
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): bindnetaddr
* the daemon, `corosync -t`: its warning, and the map
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("NET002", severity=Severity.INFO)
def bindnetaddr_with_nodelist(corosync: Corosync) -> Findings:
    old = corosync.target.before("3.0")
    first = next((n for n in corosync.nodes if n.position == 0), None)
    if first is None or "ring0_addr" not in first.keys or not corosync.candidates:
        return
    for number, keys in sorted(corosync.interfaces.items()):
        bind = keys.get("bindnetaddr")
        if bind is None or not all(number in node.addresses for node in corosync.candidates):
            continue
        entry = first.addresses.get(number)
        yield Finding(
            f"bindnetaddr '{bind.span.text}' stands beside ring{number}_addr in the nodelist",
            at=bind.span,
            notes=(Note(entry.span, "the nodelist wins"),) if entry else (),
            why="the daemon does not use it, and warns at every start",
            severity=Severity.WARNING if old else None,
            fix=Fix(
                "remove bindnetaddr",
                without(corosync, bind.path),
                Applicability.UNSAFE if old and corosync.local is None else Applicability.SAFE,
            ),
        )
