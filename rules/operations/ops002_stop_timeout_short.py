"""# OPS002 stop-timeout-short

Stopping a resource may take less time than its agent asks for.

## Why
A stop that takes too long has failed, and a failed stop is the worst of all failures: the node is fenced for it, or,
without fencing, the resource is blocked until somebody comes. Where neither the operation nor `op_defaults` has a timeout,
20 seconds count. systemd itself waits 90 seconds for a unit.

## When to ignore it
When it is known that the service always stops faster.

## Bad
```crm
primitive db pgsql op monitor interval=30s timeout=30s op stop interval=0 timeout=10s
```

```crm
primitive fs Filesystem params device=/dev/vg/d directory=/srv fstype=xfs op monitor interval=20s timeout=40s
```

```crm
primitive web systemd:nginx op monitor interval=60s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="db" class="ocf" provider="heartbeat" type="pgsql"/>
</resources><constraints/><op_defaults><meta_attributes id="m"><nvpair id="m1" name="timeout" value="30s"/>
</meta_attributes></op_defaults></configuration>
```

## Good
```crm
primitive db pgsql op monitor interval=30s timeout=30s op stop interval=0 timeout=120s
primitive vip IPaddr2 params ip=10.0.0.9 op monitor interval=10s
primitive web systemd:nginx op monitor interval=60s op stop interval=0 timeout=100s
```

## Sources
* the meta-data of the agents (resource-agents 4.12, Pacemaker 2.1.5, drbd-utils 9.22)
* systemd-system.conf(5): DefaultTimeoutStopSec
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.additions import give_timeouts
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.short import by_place, short_stops, unknown_stops
from hadoctor.model.pacemaker.timing import seconds
from hadoctor.rule import Findings, rule


@rule("OPS002", severity=Severity.ERROR)
def stop_timeout_short(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.sure:
        return
    for found in by_place(short_stops(pacemaker)):
        worst = max(found, key=lambda short: short.need / max(short.allowed.milliseconds, 1))
        have, need = worst.allowed, worst.need
        how = f"timeout '{have.written}'" if have.written else "no timeout, so 20s,"
        where = " from op_defaults" if have.source == "op_defaults" else ""
        count = f" (and {len(found) - 1} more)" if found[1:] else ""
        far = have.source == "op" and have.milliseconds * 2 < need and not worst.unit
        edits = give_timeouts((short.allowed, seconds(short.need)) for short in found)
        yield Finding(
            f"'{have.resource.id}'{count}: stop has {how}{where} and {worst.asks} {seconds(need)}",
            have.at,
            tuple(
                Note(s.allowed.at, f"'{s.allowed.resource.id}': {seconds(s.need)}")
                for s in found
                if s is not worst and s.allowed.at != have.at
            ),
            why="a stop that fails has the node fenced, or the resource blocked without fencing",
            severity=None if far and pacemaker.fencing else Severity.WARNING,
            fix=fix("give stop the time that is asked for", *edits),
        )
    unknown = unknown_stops(pacemaker)
    if unknown:
        first, *others = unknown
        count = f" (and {len(others)} more)" if others else ""
        yield Finding(
            f"'{first.resource.id}'{count}: stop has no timeout, so 20s decide when it has failed",
            first.at,
            tuple(Note(one.at, f"'{one.resource.id}'") for one in others),
            why="a stop that fails has the node fenced, or the resource blocked without fencing",
            severity=Severity.INFO,
        )
