"""# TOT018 hand-tuned-totem

Inner values of the membership protocol are set by hand.

## Why

corosync computes them so that they fit together; the manual advises against changing them without the
developers. A `token_retransmit` or `hold` that is written down does not follow when `token` or the
number of nodes changes.

## When to ignore it

When the developers or your vendor told you to.

## Bad

```corosync
totem {
    version: 2
    token: 5000
    token_retransmit: 238
    hold: 180
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

* corosync.conf(5): the remarks on these options
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

INNER = (
    "token_retransmit hold merge downcheck fail_recv_const seqno_unchanged_const miss_count_const"
    " heartbeat_failures_allowed max_network_delay"
).split()


@rule("TOT018", severity=Severity.WARNING)
def hand_tuned_totem(corosync: Corosync) -> Findings:
    tuned = [
        entry
        for key in INNER
        if (entry := corosync.entry(f"totem.{key}"))
        and entry.number
        and entry.option
        and entry.number >= (entry.option.low or 0)  # TOT024
        and str(entry.number) != entry.option.default
    ]
    if not tuned:
        return
    tuned.sort(key=lambda entry: entry.pair.start)
    keys = ", ".join(entry.pair.key for entry in tuned)
    yield Finding(
        f"{keys} {'are' if len(tuned) > 1 else 'is'} set by hand",
        at=tuned[0].pair.span,
        notes=also([entry.pair.span for entry in tuned], "and this"),
        why="the manual advises against it: corosync computes what fits together",
        fix=Fix(
            f"remove {keys}: corosync computes them",
            without(corosync, *(entry.path for entry in tuned)),
            Applicability.UNSAFE,
        ),
    )
