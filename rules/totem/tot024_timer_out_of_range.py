"""# TOT024 timer-out-of-range

A timeout of `totem` is shorter than the daemon accepts.

## Why

The clock of the daemon is coarse, and it refuses timeouts below 30 ms, a `hold` below 14 ms (2.x: 30 ms)
and a `token_warning` above 100 %. This also holds for values that it computes: `token_retransmit` is
`token` divided by `token_retransmits_before_loss_const` and a bit, `hold` is 0.8 times that, less 10 ms.
0 stands for the default.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    join: 20
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
totem {
    version: 2
    token: 1000
    token_retransmits_before_loss_const: 40
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
    token: 1000
    token_retransmits_before_loss_const: 10
    join: 60
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

* corosync.conf(5): the options
* the daemon, `corosync -t`
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule

LEAST = 30


@rule("TOT024", severity=Severity.ERROR)
def timer_out_of_range(corosync: Corosync) -> Findings:
    for entry, message in _bad(corosync):
        yield Finding(
            message,
            at=entry.span,
            why="corosync refuses the file",
            blocks=Blocks.LOAD,
            fix=Fix(
                f"remove {entry.pair.key}: corosync takes its own value",
                without(corosync, entry.path),
                Applicability.UNSAFE,
            ),
        )


def _bad(corosync: Corosync) -> Iterator[tuple[Entry, str]]:
    timers = corosync.timers
    written = set()
    for path, option in corosync.schema.options.items():
        entry = corosync.entry(path)
        if option.section != "totem" or path in ("totem.token", "totem.version") or not entry:
            continue
        number = entry.number or 0
        unit = f" {option.unit}" if option.unit else ""
        if option.key == "token_warning" and number > (option.high or 0):
            yield (
                entry,
                f"{option.key} is {number}{unit}, and at most {option.high}{unit} makes sense",
            )
        elif option.low is not None and 0 < number < option.low:
            yield entry, f"{option.key} is {number}{unit}, less than {option.low}{unit}"
        if number:
            written.add(option.key)
    token = corosync.entry("totem.token")
    if timers.token < LEAST:
        cause = token or corosync.entry("totem.token_coefficient")
        if cause:
            yield cause, f"the token timeout is {timers.token} ms, less than {LEAST} ms"
        return
    tries = corosync.entry("totem.token_retransmits_before_loss_const")
    causes = [e for e in (corosync.entry("totem.token_retransmit"), tries, token) if e and e.number]
    if not causes:
        return
    least_hold = corosync.schema.options["totem.hold"].low or 0
    if timers.token_retransmit < LEAST:
        if "token_retransmit" not in written:
            yield causes[0], _computed("token_retransmit", timers.token_retransmit, LEAST)
    elif timers.hold < least_hold and "hold" not in written:
        yield causes[0], _computed("hold", timers.hold, least_hold)


def _computed(key: str, number: int, least: int) -> str:
    return f"with this value {key} becomes {number} ms, less than {least} ms"
