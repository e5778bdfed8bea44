"""# COR030 debug-left-on

Debug messages are on.

## Why

Corosync then logs every step of every membership change and of every message: the lines that matter
drown, and disks fill up. `trace` logs even more.

## When to ignore it

While you are looking for a fault.

## Bad

```corosync
logging {
    to_syslog: yes
    debug: on
}
```

## Good

```corosync
logging {
    to_syslog: yes
    debug: off
}
```

## Sources

* corosync.conf(5): debug
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("COR030", severity=Severity.INFO)
def debug_left_on(corosync: Corosync) -> Findings:
    on = [
        entry
        for entry in corosync.cmap.entries.values()
        if entry.schema_path in ("logging.debug", "logging.logger_subsys.debug")
        and entry.value in ("on", "trace")
    ]
    on.sort(key=lambda entry: entry.pair.start)
    if on:
        yield Finding(
            f"debug is {on[0].text}",
            at=on[0].span,
            notes=also([entry.span for entry in on], "here, too"),
            why="it floods the log; off can be set while the cluster runs",
            fix=Fix(
                "set debug: off",
                tuple(set_value(entry.pair, "off") for entry in on),
                Applicability.UNSAFE,
            ),
        )
