"""# TIM003 clock-skew

The clock of this node is wrong, or nothing confirms that it is right.

## Why

A time service that reaches none of its sources lets the clock drift. Pacemaker compares times that
different nodes have written: when a failure happened, when a node was fenced. A clock that is wrong by
seconds is also set right at some time, and then it jumps.

## When to ignore it

In the first minutes after the start of the host.

## Bad

```facts
{"Clock": {
  "daemons": [{"kind": "chrony", "unit": "chrony", "running": true, "enabled": true}],
  "state": {"command": "chronyc -n -c tracking", "synchronized": false, "sources": 4, "reachable": 0}
}}
```

```facts
{"Clock": {
  "daemons": [{"kind": "ntp", "unit": "ntp", "running": true, "enabled": true}],
  "state": {"command": "ntpq -n -c rv", "stratum": 4, "offset": -7.25, "sources": 4, "reachable": 4}
}}
```

## Good

It was started a moment ago:

```facts
{"Clock": {
  "daemons": [{"kind": "chrony", "unit": "chrony", "running": true, "enabled": true}],
  "state": {"command": "chronyc -n -c tracking", "synchronized": false, "sources": 4, "reachable": 0},
  "age": 3.2
}}
```

It has been running for a while:

```facts
{"Clock": {
  "daemons": [{"kind": "chrony", "unit": "chrony", "running": true, "enabled": true}],
  "state": {"command": "chronyc -n -c tracking", "stratum": 3, "offset": 0.00021,
            "source": "192.0.2.1", "sources": 4, "reachable": 4}
}}
```

## Sources

* chronyc(1): tracking, sources; ntpq(8); systemd-timesyncd.service(8)
* RFC 5905: a leap indicator of 3 and a stratum of 16 are those of a clock that follows nothing
"""

from hadoctor.facts.node.clock import Clock
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.rule import Findings, rule

TOLERATED = 0.5
"""Seconds."""
FAR = 5.0
"""Seconds from which on the times that nodes write are no good to each other."""
STRATUM_MAX = 15
SETTLES = 20.0
"""Seconds that a daemon needs after its start until its sources have answered."""


@rule("TIM003", severity=Severity.WARNING)
def clock_skew(clock: Clock) -> Findings:
    if not clock.running:
        return  # TIM001's
    state = clock.state
    if state is None:
        yield Unchecked(f"whether the clock is right: {clock.why}", said("clock", clock.why))
        return
    at = said(state.command, state.line)
    name = clock.running[0].unit or clock.running[0].kind
    unreachable = state.sources and state.reachable == 0
    if not state.synchronized or (state.stratum or 0) > STRATUM_MAX:
        if clock.age is not None and clock.age < SETTLES and state.sources != 0:
            why = (
                f"{name} was started {clock.age:.0f} s ago, and has not synchronised the clock yet"
            )
            yield Unchecked(why, at)
            return
        yield Finding(
            f"{name} has not synchronised the clock"
            + (f": none of its {state.sources} sources answers" if unreachable else "")
            + (": it has no source" if state.sources == 0 else ""),
            at=at,
            why="nothing confirms that the clock is right, and it drifts away from that of the others",
            fix=Fix("name sources that this node reaches (udp port 123)", (), Applicability.GUIDED),
        )
        return
    if state.offset is not None and abs(state.offset) > TOLERATED:
        direction = "ahead of" if state.offset > 0 else "behind"
        yield Finding(
            f"the clock is {abs(state.offset):.3g} s {direction} that of '{state.source}'",
            at=at,
            why="the times that this node writes do not fit those of the others",
            severity=Severity.ERROR if abs(state.offset) > FAR else Severity.WARNING,
        )
    if unreachable:
        yield Finding(
            f"none of the {state.sources} sources of {name} answers any more",
            at=at,
            why="the clock drifts away from that of the others",
            fix=Fix("name sources that this node reaches (udp port 123)", (), Applicability.GUIDED),
        )
