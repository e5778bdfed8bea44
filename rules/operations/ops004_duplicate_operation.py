"""# OPS004 duplicate-operation

Two operations of a resource have the same name and the same interval.

## Why
Pacemaker tells operations apart by name and interval only, in milliseconds; the role and the depth do not count. Of two
recurring ones with the same it runs **neither**: a promotable resource whose two monitors have one interval is not watched
at all. Of two that do not recur the first counts.

## When to ignore it
Never.

## Bad
```crm
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Promoted op monitor interval=10 role=Unpromoted
```

```crm
primitive web apache op start interval=0 timeout=40s op start interval=0s timeout=90s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><operations>
<op id="o1" name="monitor" interval="1min"/><op id="o2" name="monitor" interval="60s" timeout="30s"/>
</operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Promoted op monitor interval=11s role=Unpromoted
```

## Sources
* crm_simulate of Pacemaker 2.1.5 on two online nodes: no such monitor is scheduled
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.shapes import free_interval, twins
from hadoctor.rule import Findings, rule


@rule("OPS004", severity=Severity.ERROR)
def duplicate_operation(pacemaker: Pacemaker) -> Findings:
    for resource, first, second, size in twins(pacemaker):
        name = second.name
        notes = (Note(first.place("interval"), "the other one"),)
        if not size:
            said = f"'{resource.id}' has two operations '{name}'"
            why = "the first counts, the second does nothing"
            yield Finding(said, second.span, notes, why, severity=Severity.WARNING)
            continue
        free = free_interval(pacemaker, resource, size)
        edit = set_value(second.element, "interval", free)
        yield Finding(
            f"'{resource.id}' has two operations '{name}' with one interval:"
            f" '{first.interval}' and '{second.interval}'",
            second.place("interval"),
            notes,
            why="Pacemaker runs neither of them",
            fix=fix(f"write {free}", edit),
        )
