"""# PCM017 recheck-interval

The cluster looks at what changes with time never, or very often.

## Why
Rules with dates, and failures that expire, are looked at when something happens, and at least once in every
cluster-recheck-interval. With 0 that never happens by itself: a resource stays banned long after its failure-timeout,
and a rule for the night waits for the next event. Below a minute the cluster computes all day for nothing: since
Pacemaker 2.0.3 it knows when the next failure expires.

## When to ignore it
With 0: where nothing depends on time.

## Bad
```crm
property cluster-recheck-interval=0
```

```crm
property cluster-recheck-interval=10s
```

## Good
```crm
property cluster-recheck-interval=2min
```

## Sources
Pacemaker Explained, "Cluster Options"; the timer of the controller in 2.1.5 and 3.0.2
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.values import interval
from hadoctor.rule import Findings, rule

MINUTE = 60_000


@rule("PCM017", severity=Severity.WARNING)
def recheck_interval(pacemaker: Pacemaker) -> Findings:
    setting = pacemaker.property("cluster-recheck-interval")
    size = interval(setting.value or "", pacemaker.target) if setting is not None else None
    if setting is None or size is None or size >= MINUTE:
        return
    if size == 0:
        message = f"cluster-recheck-interval is '{setting.value}': nothing happens by time alone"
        why = (
            "failures do not expire and rules with dates do not change until something else happens"
        )
    else:
        message = f"cluster-recheck-interval is '{setting.value}', less than a minute"
        why = "the cluster works for nothing; failures expire in time without it"
    yield Finding(
        message,
        setting.at,
        why=why,
        severity=None if size == 0 else Severity.INFO,
        fix=fix("remove it: the default is 15 minutes", remove_pair(setting)),
    )
