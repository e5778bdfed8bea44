"""# TIM004 clock-steps

The clock of this node may jump while the cluster runs.

## Why

`makestep 1 -1` lets chronyd set the clock at any time, not only after its start; a job that calls ntpdate
does it every night. Corosync's own timers do not follow the clock, but much else does: times of failures,
timeouts of agents and scripts, tickets and certificates. A clock that is not far off should be led back
slowly.

## When to ignore it

On virtual machines that are stopped and resumed, where a step after the pause is wanted.

## Bad

```facts
{"Clock": {"daemons": [{"kind": "chrony", "running": true}], "steps": [
  {"path": "/etc/chrony/chrony.conf", "line": 31, "text": "makestep 1 -1", "kind": "makestep"}
]}}
```

```facts
{"Clock": {"daemons": [{"kind": "chrony", "running": true}], "steps": [
  {"path": "/etc/crontab", "line": 17, "text": "0 3 * * * root ntpdate pool.ntp.org", "kind": "job"}
]}}
```

## Good

```facts
{"Clock": {"daemons": [{"kind": "chrony", "running": true}], "steps": []}}
```

On a virtual machine, which can have been asleep, ntpd may take any offset:

```facts
{"Clock": {"daemons": [{"kind": "ntp", "running": true}], "virtual": true, "steps": [
  {"path": "/etc/ntp.conf", "line": 2, "text": "tinker panic 0", "kind": "panic"}
]}}
```

## Sources

* chrony.conf(5): makestep; ntp.conf(5): tinker panic; ntpdate(8)
"""

from hadoctor.facts.node.clock import Clock
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

WORDS = {
    "makestep": ("chronyd may set the clock at any time", "makestep 1 3: only after its start"),
    "job": ("a job sets the clock while the cluster runs", "remove the job"),
    "panic": ("ntpd takes any offset, however large", "remove the line"),
}


@rule("TIM004", severity=Severity.WARNING)
def clock_steps(clock: Clock) -> Findings:
    for step in clock.steps:
        if step.kind not in WORDS or (step.kind == "panic" and clock.virtual):
            continue
        what, fix = WORDS[step.kind]
        yield Finding(
            f"{what}: '{step.text}' in line {step.line}",
            at=said(step.path, step.text),
            why="times of failures, and timeouts of agents and scripts, jump with it",
            fix=Fix(fix, (), Applicability.GUIDED),
        )
