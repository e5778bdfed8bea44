"""# OPS006 stop-failure-hidden

An operation whose failure is ignored, or treated in a way that is not possible there.

## Why
With `on-fail=ignore` on stop the cluster takes a resource for stopped that may still run, and starts it on another node:
two databases on one disk. `standby`, `demote` and `stop` are not possible for stop, `demote` only for promote and for
monitors of the promoted role, `fence` not with fencing off: Pacemaker then takes another value.

## When to ignore it
Monitors of something whose failure does not matter.

## Bad
```crm
primitive db pgsql op stop interval=0 timeout=120s on-fail=ignore
```

```crm
primitive web apache op monitor interval=10s on-fail=fence
property stonith-enabled=false
```

```crm
op_defaults on-fail=ignore
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><operations>
<op id="o1" name="stop" interval="0" on-fail="standby"/></operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive db pgsql op stop interval=0 timeout=120s op monitor interval=30s on-fail=fence
property stonith-enabled=true
```

## Sources
* Pacemaker 2.1.5 and 3.0.2: what on-fail may be for which action
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.failures import faults, remove_on_fail
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("OPS006", severity=Severity.ERROR)
def stop_failure_hidden(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        repair = fix("remove on-fail", remove_on_fail(fault.operation))
        yield Finding(
            fault.message,
            fault.at,
            why=fault.why,
            severity=None if fault.grave else Severity.WARNING,
            fix=repair if fault.operation is not None else None,
        )
