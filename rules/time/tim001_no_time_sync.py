"""# TIM001 no-time-sync

Nothing keeps the clock of this node right.

## Why

The clocks of the nodes drift apart. Logs of two nodes can then not be put in order, failures expire at
the wrong time (`failure-timeout`), rules with dates apply on one node and not on the other, and
certificates of qdevice and fence devices are refused one day.

A service that runs, but is not enabled, is gone after the next start of the host.

## When to ignore it

Where something else keeps the clock: the hypervisor's guest tools, or PTP with a program that hadoctor
does not know.

## Bad

```facts
{"Clock": {"daemons": []}}
```

chrony is installed, and does not run:

```facts
{"Clock": {"daemons": [{"kind": "chrony", "unit": "chrony", "running": false, "enabled": false}]}}
```

chrony was started by hand:

```facts
{"Clock": {"daemons": [{"kind": "chrony", "unit": "chrony", "running": true, "enabled": false}]}}
```

## Good

```facts
{"Clock": {"daemons": [{"kind": "chrony", "unit": "chrony", "running": true, "enabled": true}]}}
```

The clock of a container is that of its host:

```facts
{"Clock": {"container": true}}
```

## Sources

* Pacemaker Explained: failure-timeout, rules with dates
* chronyd(8), ntpd(8), systemd-timesyncd.service(8)
"""

from hadoctor.facts.node.clock import Clock
from hadoctor.facts.node.place import said
from hadoctor.facts.node.wording import listed
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.rule import Findings, rule


@rule("TIM001", severity=Severity.WARNING)
def no_time_sync(clock: Clock) -> Findings:
    if clock.running:
        only = clock.running[0]
        enabled = any(d.enabled for d in clock.daemons)
        if only.enabled is False and not enabled:
            yield Finding(
                f"{only.unit or only.kind} runs, and is not enabled: it does not start at boot",
                at=said(f"systemctl is-enabled {only.unit}", "disabled"),
                why="after the next start of the host nothing keeps its clock right",
                fix=Fix(f"systemctl enable {only.unit}", (), Applicability.GUIDED),
            )
        return
    if clock.helpers:
        words = listed(clock.helpers)
        yield Unchecked(f"whether {words} sets the clock cannot be told", said("/proc", words))
        return
    if clock.container and not clock.daemons:
        return
    there = [d.unit or d.kind for d in clock.daemons]
    yield Finding(
        f"{listed(there)} {'does' if len(there) == 1 else 'do'} not run, and nothing else keeps the"
        " clock right"
        if there
        else "no time service runs: neither chronyd nor ntpd nor systemd-timesyncd",
        at=said(f"systemctl is-active {there[0]}", "inactive") if there else said("/proc/*/comm"),
        why="the clocks of the nodes drift apart: logs, expiry of failures and certificates go wrong",
        fix=Fix(
            f"systemctl enable --now {there[0]}" if there else "install and enable chrony",
            (),
            Applicability.GUIDED,
        ),
    )
