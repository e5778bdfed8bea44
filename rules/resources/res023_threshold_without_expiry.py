"""# RES023 threshold-without-expiry

Failures count for ever: `migration-threshold` without `failure-timeout`.

## Why
After so many failures the resource leaves the node and may not come back until somebody cleans up. Failures of years add
up; node after node is used up that way, and with the last one the resource stops.

## When to ignore it
Where somebody shall look before a node is used again, as with many databases. Thresholds of 100 and more are not
reported, nor resources that are promoted.

## Bad
```crm
node a
primitive web apache op monitor interval=10s
rsc_defaults migration-threshold=3
property no-quorum-policy=stop
```

```cib
<configuration><crm_config><cluster_property_set id="o"><nvpair id="o1" name="no-quorum-policy" value="stop"/>
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
property no-quorum-policy=stop
```

## Sources
* Pacemaker Explained: migration-threshold, failure-timeout
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import add_pair, fix
from hadoctor.model.pacemaker.expiry import failure_timeout, thresholds
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.rule import Findings, rule


@rule("RES023", severity=Severity.INFO)
def threshold_without_expiry(pacemaker: Pacemaker) -> Findings:
    found = [
        (threshold.setting, kept)
        for threshold in thresholds(pacemaker)
        if pacemaker.whole or threshold.setting in tuple(pacemaker.rsc_defaults)
        if (kept := [r for r in threshold.resources if _for_ever(pacemaker, r)])
    ]
    if found:
        (setting, kept), *others = found
        names = f"'{kept[0].id}'" + (f" and {len(kept) - 1} more" if kept[1:] else "")
        edits = (add_pair(one.set, "failure-timeout", "1h") for one, _ in found)
        yield Finding(
            f"migration-threshold '{setting.value}' without a failure-timeout, for {names}",
            setting.at,
            tuple(Note(one.at, f"'{resources[0].id}'") for one, resources in others),
            why="a failure counts until somebody cleans up, and the node stays barred",
            fix=fix("add failure-timeout=1h", *edits),
        )


def _for_ever(pacemaker: Pacemaker, resource: Resource) -> bool:
    return resource.promotable is False and failure_timeout(pacemaker, resource) == 0
