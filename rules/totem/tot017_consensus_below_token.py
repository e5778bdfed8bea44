"""# TOT017 consensus-below-token

`consensus` is shorter than it may be, or than it should be beside the token timeout.

## Why

Less than `join` is refused. With three nodes and more it should be at least 1.2 times the token
timeout, or a membership is given up while it forms. The token timeout in force grows with the nodes:
`token` plus 650 ms (`token_coefficient`) for each node beyond the second. A default consensus grows
with it, one that is written down does not.

## When to ignore it

With two nodes anything between `join` and the token timeout is safe, and nothing is said.

## Bad

```corosync
totem {
    version: 2
    token: 5000
    consensus: 6000
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
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
```

```corosync
totem {
    version: 2
    join: 9000
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
    token: 5000
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
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
```

## Sources

* corosync.conf(5): consensus, token_coefficient
* the daemon, `corosync -t`, and the values that it shows when started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

LEAST = 30


@rule("TOT017", severity=Severity.WARNING)
def consensus_below_token(corosync: Corosync) -> Findings:
    timers = corosync.timers
    consensus, join = corosync.entry("totem.consensus"), corosync.entry("totem.join")
    written = consensus if consensus and consensus.number else None
    fix = Fix(
        "remove consensus: corosync computes it",
        without(corosync, "totem.consensus"),
        Applicability.UNSAFE,
    )
    if timers.consensus < LEAST:
        return  # TOT024
    if timers.consensus < timers.join:
        cause = written or join
        if cause:
            yield Finding(
                f"consensus is {timers.consensus} ms, less than join with {timers.join} ms",
                at=cause.span,
                notes=(Note(join.span, "join"),) if join and join is not cause else (),
                why="corosync refuses the file",
                blocks=Blocks.LOAD,
                severity=Severity.ERROR,
                fix=fix if written else Fix("take a lower join", (), Applicability.GUIDED),
            )
        return
    wanted = timers.token * 6 // 5
    if written and corosync.counted_members > 2 and timers.consensus < wanted:
        yield Finding(
            f"consensus is {timers.consensus} ms, and 1.2 times the token timeout of"
            f" {timers.token} ms is {wanted} ms",
            at=written.span,
            why="a membership is given up before all nodes have agreed on it",
            fix=fix,
        )
