"""# OPS007 operation-shape

An operation that Pacemaker cannot run as it is written.

## Why
Only monitors recur: a start or stop with an interval is ignored, with its timeout. An interval that cannot be read
(`10x`, `1d`) means that the monitor never runs, a timeout that cannot be read 20 seconds. A time without a unit is seconds:
`timeout=20000` waits five and a half hours. An action that the agent does not have fails each time.

## When to ignore it
Never, but for an action that only your release of the agent has.

## Bad
```crm
primitive web apache op start interval=10s timeout=40s
```

```crm
primitive web apache op monitor interval=1d timeout=20s
```

```crm
primitive web apache op monitoring interval=10s
```

```crm
primitive web apache op monitor interval=10s timeout=20000
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><operations>
<op id="o1" name="monitor" interval="10s" timeout="abc"/></operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache op start interval=0 timeout=40s op monitor interval=10s timeout=20
```

## Sources
* Pacemaker 2.1.5, 2.1.10, 3.0.2: what each value was taken for; the agents' meta-data
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.shapes import faults
from hadoctor.rule import Findings, rule


@rule("OPS007", severity=Severity.ERROR)
def operation_shape(pacemaker: Pacemaker) -> Findings:
    for fault in faults(pacemaker):
        yield Finding(
            f"'{fault.resource.id}': {fault.message}",
            fault.at,
            why=fault.why,
            severity=None if fault.grave else Severity.WARNING,
            fix=fault.fix,
        )
