"""# TIM002 several-time-daemons

Two programs set the clock of this node.

## Why

Each of them measures what the other has done to the clock, and corrects it. The clock swings, and now and
then it jumps: corosync misses its token, and monitors of resources time out.

Many guides tell to install ntp, on releases where systemd-timesyncd runs already.

## When to ignore it

Never. One that only serves the time, and does not set the clock (`chronyd -x`), is the exception.

## Bad

```facts
{"Clock": {"daemons": [
  {"kind": "ntp", "unit": "ntp", "running": true, "enabled": true},
  {"kind": "timesyncd", "unit": "systemd-timesyncd", "running": true, "enabled": true}
]}}
```

## Good

```facts
{"Clock": {"daemons": [
  {"kind": "chrony", "unit": "chrony", "running": true, "enabled": true},
  {"kind": "timesyncd", "unit": "systemd-timesyncd", "running": false, "enabled": false}
]}}
```

Both are enabled, and systemd lets only one of them run:

```facts
{"Clock": {"daemons": [
  {"kind": "chrony", "unit": "chrony", "running": true, "enabled": true,
   "conflicts": ["systemd-timesyncd.service"]},
  {"kind": "timesyncd", "unit": "systemd-timesyncd", "running": false, "enabled": true}
]}}
```

## Sources

* systemd-timesyncd.service(8), systemd.unit(5): Conflicts
"""

from hadoctor.facts.node.clock import Clock, TimeDaemon
from hadoctor.facts.node.place import said
from hadoctor.facts.node.wording import listed
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

WORTH = ("chrony", "ntp", "openntpd", "timesyncd")
"""The best of them first: the others are to go."""


@rule("TIM002", severity=Severity.WARNING)
def several_time_daemons(clock: Clock) -> Findings:
    running = sorted(clock.running, key=_worth)
    enabled = sorted((d for d in clock.daemons if d.enabled), key=_worth)
    if len(running) > 1:
        others = " ".join(_name(d) for d in running[1:])
        yield Finding(
            f"{listed([_name(d) for d in running])} run at the same time, and both set the clock"
            if len(running) == 2
            else f"{listed([_name(d) for d in running])} all set the clock",
            at=said("/proc/*/comm", " ".join(_name(d) for d in running)),
            why="they fight over the clock, and it jumps",
            fix=Fix(
                f"keep {_name(running[0])}, and when it is synchronised: systemctl disable --now"
                f" {others}",
                (),
                Applicability.GUIDED,
            ),
        )
    elif len(enabled) > 1 and not _exclusive(enabled):
        names = [_name(d) for d in enabled]
        yield Finding(
            f"{listed(names)} are enabled: after the next start of the host both set the clock",
            at=said(f"systemctl is-enabled {' '.join(names)}", "enabled"),
            why="they fight over the clock, and it jumps",
            fix=Fix(f"systemctl disable {' '.join(names[1:])}", (), Applicability.GUIDED),
        )


def _worth(daemon: TimeDaemon) -> int:
    return WORTH.index(daemon.kind) if daemon.kind in WORTH else len(WORTH)


def _name(daemon: TimeDaemon) -> str:
    return daemon.unit or daemon.kind


def _exclusive(daemons: list[TimeDaemon]) -> bool:
    """Whether systemd lets only one of them run."""
    return all(
        f"{one.unit}.service" in other.conflicts or f"{other.unit}.service" in one.conflicts
        for n, one in enumerate(daemons)
        for other in daemons[n + 1 :]
    )
