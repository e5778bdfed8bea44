"""# RES009 failure-timeout-short

Failures are forgotten sooner than the cluster can react to them.

## Why
A failure that is older than `failure-timeout` is dropped. When the cluster is busy for longer, with a start or stop that
takes its time, it drops the failure before it has looked at it and does not recover the resource at all. A resource that
failed may also go back to the faulty node as soon as the time is over, and the trace of the failure is gone. The manual
asks for more than the longest timeout of any action, better hours or days.

## When to ignore it
Where the vendor's guide asks for the value, as some for SAP do.

## Bad
```crm
primitive web apache meta failure-timeout=60s op monitor interval=10s timeout=20s
```

```crm
primitive db pgsql op stop timeout=300s interval=0 op monitor interval=30s timeout=30s
rsc_defaults migration-threshold=3 failure-timeout=240s
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><meta_attributes id="m">
<nvpair id="m1" name="failure-timeout" value="PT30S"/></meta_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive db pgsql op stop timeout=300s interval=0 op monitor interval=30s timeout=30s
rsc_defaults migration-threshold=3 failure-timeout=1h
```

## Sources
* Pacemaker Explained: failure-timeout
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.expiry import LEAST, Expiry, expiries, longest
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.timing import seconds
from hadoctor.rule import Findings, rule


@rule("RES009", severity=Severity.WARNING)
def failure_timeout_short(pacemaker: Pacemaker) -> Findings:
    most = longest(pacemaker)
    found: dict[str, list[Expiry]] = {}
    for one in expiries(pacemaker):
        if one.milliseconds < LEAST or (most and one.milliseconds <= most.milliseconds):
            found.setdefault(one.setting.value or "", []).append(one)
    for value, (expiry, *others) in found.items():
        notes = tuple(Note(other.setting.at, "the same") for other in others)
        said = f"failure-timeout '{value}' is short"
        if most is not None and expiry.milliseconds <= most.milliseconds:
            said += f": {most.action} of '{most.resource.id}' may take {seconds(most.milliseconds)}"
            notes += (Note(most.at, "the longest timeout"),) if most.written else ()
        own = most is not None and most.resource in expiry.resources
        hour = most is None or most.milliseconds < 3_600_000
        edits = (set_value(one.setting.pair, "value", "1h") for one in (expiry, *others))
        yield Finding(
            said,
            expiry.setting.at,
            notes,
            why="a failure that the cluster does not get to in that time is dropped, not recovered",
            severity=None if expiry.milliseconds < LEAST or own else Severity.INFO,
            fix=fix("write 1h", *edits) if hour else fix("write more than that"),
        )
