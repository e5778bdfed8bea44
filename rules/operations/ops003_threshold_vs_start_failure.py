"""# OPS003 threshold-vs-start-failure

`migration-threshold` above 1 while one failed start bars the node at once.

## Why
`start-failure-is-fatal` is true unless it is set: a start that fails counts as infinitely many failures, whatever the
threshold says. Who expects three attempts gets one. The threshold counts for monitors that fail.

## When to ignore it
When that is known and wanted; it is the default.

## Bad
```crm
node a
primitive web apache op monitor interval=10s
rsc_defaults migration-threshold=3 failure-timeout=1h
property no-quorum-policy=stop
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="start-failure-is-fatal" value="true"/>
</cluster_property_set></crm_config><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><meta_attributes id="m">
<nvpair id="m1" name="migration-threshold" value="3"/></meta_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
node a
primitive web apache op monitor interval=10s
rsc_defaults migration-threshold=3 failure-timeout=1h
property start-failure-is-fatal=false
```

```crm
node a
primitive web apache op monitor interval=10s
rsc_defaults migration-threshold=1 failure-timeout=1h
property no-quorum-policy=stop
```

## Sources
* Pacemaker Explained: start-failure-is-fatal, migration-threshold
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.company import complete
from hadoctor.model.pacemaker.expiry import thresholds
from hadoctor.model.pacemaker.known import plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

NAME = "start-failure-is-fatal"


@rule("OPS003", severity=Severity.INFO)
def threshold_vs_start_failure(pacemaker: Pacemaker) -> Findings:
    setting = pacemaker.property(NAME)
    if pacemaker.properties.depends(NAME) or (setting is None and not complete(pacemaker)):
        return
    if values.boolean(plain(setting)) is False:
        return
    found = [one for one in thresholds(pacemaker) if one.failures > 1]
    if found:
        first, *others = found
        notes = [Note(one.setting.at, f"'{one.setting.value}'") for one in others]
        if setting is not None:
            notes.append(Note(setting.at, NAME))
        yield Finding(
            f"migration-threshold '{first.setting.value}' does not count for starts: {NAME} is true",
            first.setting.at,
            tuple(notes),
            why="one failed start bars the node at once",
        )
