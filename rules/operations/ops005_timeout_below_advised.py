"""# OPS005 timeout-below-advised

An action may take less time than its agent asks for.

## Why
Under load the action takes longer, and has failed: a monitor then restarts what works, a start that fails bans the node.
Where neither the operation nor `op_defaults` has a timeout, 20 seconds count.

## When to ignore it
When it is known that the action is always fast, or when your release of the agent asks for less. Stop is OPS002's.

## Bad
```crm
primitive web apache op start interval=0 timeout=10s op monitor interval=10s timeout=20s
```

```crm
primitive fs Filesystem params device=/dev/vg/d directory=/srv fstype=xfs op monitor interval=20s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="db" class="ocf" provider="heartbeat" type="pgsql"><operations>
<op id="o1" name="start" interval="0" timeout="30s"/></operations></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache op start interval=0 timeout=40s op monitor interval=10s timeout=20s
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
```

## Sources
* the meta-data of the agents (resource-agents 4.12, Pacemaker 2.1.5, drbd-utils 9.22)
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.additions import give_timeouts
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.short import by_place, short_others
from hadoctor.model.pacemaker.timing import seconds
from hadoctor.rule import Findings, rule


@rule("OPS005", severity=Severity.WARNING)
def timeout_below_advised(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.sure:
        return
    for found in by_place(short_others(pacemaker)):
        worst = max(found, key=lambda short: short.need / max(short.allowed.milliseconds, 1))
        have, need = worst.allowed, worst.need
        how = f"timeout '{have.written}'" if have.written else "no timeout, so 20s,"
        where = " from op_defaults" if have.source == "op_defaults" else ""
        count = f" (and {len(found) - 1} more)" if found[1:] else ""
        edits = give_timeouts((short.allowed, seconds(short.need)) for short in found)
        far = have.written is not None and have.milliseconds * 2 < need
        yield Finding(
            f"'{have.resource.id}'{count}: {have.action} has {how}{where} and the agent asks for"
            f" {seconds(need)}",
            have.at,
            tuple(
                Note(
                    s.allowed.at,
                    f"{s.allowed.action} of '{s.allowed.resource.id}': {seconds(s.need)}",
                )
                for s in found
                if s is not worst and s.allowed.at != have.at
            ),
            why="under load it takes longer, and then has failed",
            severity=None if far else Severity.INFO,
            fix=fix("give the time that is asked for", *edits),
        )
