"""# TOT006 token-too-low

The token timeout is below one second.

## Why

A node that does not pass the token on in time counts as lost, and is fenced. A backup, a virtual
machine that is moved, or a busy processor stops a host for longer than that.

## When to ignore it

On real hardware with real-time kernels, when the short timeout has been tried under load.

## Bad

```corosync
totem {
    version: 2
    token: 500
}
```

## Good

```corosync
totem {
    version: 2
    token: 5000
}
```

## Sources

* corosync.conf(5): token; the default is 3000 since 3.1.0, before it was 1000
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

LOW, LEAST = 1000, 30


@rule("TOT006", severity=Severity.WARNING)
def token_too_low(corosync: Corosync) -> Findings:
    entry, token = corosync.entry("totem.token"), corosync.timers.token
    if entry and entry.number and LEAST <= token < LOW:
        grown = "" if token == entry.number else f", with these nodes {token} ms"
        yield Finding(
            f"token is {entry.number} ms{grown}: less than a second",
            at=entry.span,
            why="a host that pauses for that long is taken for dead, and fenced",
            fix=Fix("set token: 3000", (set_value(entry.pair, "3000"),), Applicability.UNSAFE),
        )
