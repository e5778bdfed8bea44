"""# OPS008 monitor-too-frequent

A monitor runs every few seconds.

## Why
Each run starts the agent's script and the programs in it, on every node that has the resource. Under load they do not
finish in time, and what works is restarted. Agents advise 10 seconds and more.

## When to ignore it
Where a failure has to be seen within seconds and the agent is known to be cheap.

## Bad
```crm
primitive web apache op monitor interval=2s timeout=20s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><operations>
<op id="o1" name="monitor" interval="500ms" timeout="20s"/></operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache op monitor interval=10s timeout=20s
```

## Sources
* the advice in the agents' meta-data
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.timing import recurring
from hadoctor.rule import Findings, rule

OFTEN = 5000
"""Milliseconds; agents advise no less."""
VERY_OFTEN = 2000


@rule("OPS008", severity=Severity.WARNING)
def monitor_too_frequent(pacemaker: Pacemaker) -> Findings:
    seen: set[int] = set()
    found = []
    for resource in pacemaker.services:
        for operation, size in recurring(pacemaker, resource):
            if size < OFTEN and id(operation.element) not in seen:
                seen.add(id(operation.element))
                found.append((size, resource, operation))
    if found:
        size, resource, operation = min(found, key=lambda one: one[0])
        others = [(r, o) for _, r, o in found if o.element is not operation.element]
        count = f" (and {len(others)} more)" if others else ""
        yield Finding(
            f"'{resource.id}'{count}: the monitor runs every '{operation.interval}'",
            operation.place("interval"),
            tuple(Note(o.place("interval"), f"'{r.id}'") for r, o in others),
            why="under load it fails though the service works",
            severity=None if size <= VERY_OFTEN else Severity.INFO,
        )
