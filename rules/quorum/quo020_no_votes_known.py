"""# QUO020 no-votes-known

There is neither a nodelist nor `expected_votes`, so nobody knows how many votes make quorum.

## Why

corosync 2.x also runs without a nodelist, by multicast or with `member` sections. votequorum then has
nothing to count, and the daemon does not start: `nodelist or quorum.expected_votes must be configured`.
`corosync -t` does not see it. 3.x needs a nodelist anyway.

## When to ignore it

Never.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.192.10.1
        mcastport: 5405
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Good

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
        mcastaddr: 239.192.10.1
        mcastport: 5405
    }
}
quorum {
    provider: corosync_votequorum
    expected_votes: 3
}
```

## Sources

* votequorum(5): expected_votes
* the daemon 2.4, started
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("QUO020", severity=Severity.ERROR)
def no_votes_known(corosync: Corosync) -> Findings:
    votes = corosync.votes
    if corosync.target.since("3.0") or not votes.counted or votes.nodes or votes.expected_votes:
        return
    provider = corosync.entry("quorum.provider")
    if provider and not corosync.sections("nodelist") and corosync.absent("quorum.expected_votes"):
        yield Finding(
            "neither a nodelist nor expected_votes says how many votes there are",
            at=provider.span,
            why="votequorum has nothing to count, and the daemon does not start",
            blocks=Blocks.START,
            fix=Fix("add a nodelist, or expected_votes", (), Applicability.GUIDED),
        )
