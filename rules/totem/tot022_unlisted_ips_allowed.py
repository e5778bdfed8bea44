"""# TOT022 unlisted-ips-allowed

Packets from hosts that are not in the nodelist are let in.

## Why

A node that was taken out of the cluster and still runs with its old file joins again, and two nodes
may then work with the same data.

## When to ignore it

While a node is moved to another address.

## Bad

```corosync
totem {
    version: 2
    block_unlisted_ips: no
}
```

## Good

```corosync
totem {
    version: 2
    block_unlisted_ips: yes
}
```

## Sources

* corosync.conf(5): block_unlisted_ips
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("TOT022", severity=Severity.WARNING)
def unlisted_ips_allowed(corosync: Corosync) -> Findings:
    entry = corosync.entry("totem.block_unlisted_ips")
    if entry is None or entry.value != "no" or entry.option is None:
        return
    if corosync.transport in entry.option.transports.split():
        yield Finding(
            "block_unlisted_ips is no: hosts that are not in the nodelist are let in",
            at=entry.span,
            why="a node that was removed can join again with its old file",
            fix=Fix(
                "set block_unlisted_ips: yes", (set_value(entry.pair, "yes"),), Applicability.UNSAFE
            ),
        )
