"""# OPS009 threshold-never-reached

Failures are forgotten before a second one can be seen, so that `migration-threshold` is never reached.

## Why
Two failures of one resource are at least one interval of its monitor apart. With a `failure-timeout` no longer than that,
each failure is the first: the resource is restarted in place for ever and never moves to a node where it would work.

## When to ignore it
When it shall be restarted in place for ever.

## Bad
```crm
primitive web apache op monitor interval=60s timeout=20s meta migration-threshold=2 failure-timeout=60s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><operations>
<op id="o1" name="monitor" interval="300s"/></operations></primitive>
</resources><constraints/><rsc_defaults><meta_attributes id="m"><nvpair id="m1" name="migration-threshold" value="3"/>
<nvpair id="m2" name="failure-timeout" value="2min"/></meta_attributes></rsc_defaults></configuration>
```

## Good
```crm
primitive web apache op monitor interval=60s timeout=20s meta migration-threshold=2 failure-timeout=10min
```

## Sources
* Pacemaker Explained: migration-threshold, failure-timeout
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.expiry import expiries, thresholds
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.timing import recurring
from hadoctor.rule import Findings, rule


@rule("OPS009", severity=Severity.WARNING)
def threshold_never_reached(pacemaker: Pacemaker) -> Findings:
    limits = {r.id: t for t in thresholds(pacemaker) for r in t.resources if t.failures > 1}
    for expiry in expiries(pacemaker):
        for resource in expiry.resources:
            monitors = recurring(pacemaker, resource)
            fastest = min(monitors, key=lambda one: one[1], default=None)
            threshold = limits.get(resource.id)
            if fastest is None or threshold is None or fastest[1] < expiry.milliseconds:
                continue
            operation = fastest[0]
            yield Finding(
                f"'{resource.id}': failure-timeout '{expiry.setting.value}' is no longer than the interval"
                f" '{operation.interval}' of its monitor",
                expiry.setting.at,
                (
                    Note(operation.place("interval"), "the monitor"),
                    Note(threshold.setting.at, f"migration-threshold '{threshold.setting.value}'"),
                ),
                why="the first failure is forgotten before the second is seen: it never moves",
                fix=fix("write 1h", set_value(expiry.setting.pair, "value", "1h")),
            )
            break  # One finding for each failure-timeout.
