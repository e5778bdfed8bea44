"""# RES022 left-stopped-or-unmanaged

A resource is kept stopped, unmanaged or in maintenance.

## Why
Such switches are for an hour of work and easily forgotten. A stopped resource does not run anywhere; of one that is not
managed (or in maintenance) the cluster recovers nothing, and the stop of its node fails or waits.

## When to ignore it
When the work is still going on, or the resource is meant to be off.

## Bad
```crm
primitive web apache meta target-role=Stopped
```

```crm
primitive web apache meta is-managed=false
```

```crm
primitive web apache op monitor interval=10s enabled=false
```

```cib
<configuration><crm_config/><nodes/><resources>
<group id="g"><meta_attributes id="m"><nvpair id="m1" name="maintenance" value="true"/></meta_attributes>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"/></group>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache meta target-role=Started op monitor interval=10s
```

## Sources
* Pacemaker Explained: target-role, is-managed, maintenance
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.edits import fix, remove_pair
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.switches import disabled_monitors, switches
from hadoctor.rule import Findings, rule


@rule("RES022", severity=Severity.WARNING)
def left_stopped_or_unmanaged(pacemaker: Pacemaker) -> Findings:
    for state, found in switches(pacemaker).items():
        first, *others = found
        names = ", ".join(one.owner for one in found[:3]) + (" and more" if found[3:] else "")
        guests = all(one.guest for one in found)
        yield Finding(
            f"{names} {'is' if not others else 'are'} {state.said}: {first.setting.name}"
            f" '{first.setting.value}'",
            first.setting.at,
            tuple(Note(one.setting.at, one.owner) for one in others),
            why=state.why,
            severity=Severity.INFO if guests else None,
            fix=fix(f"remove {first.setting.name}", *(remove_pair(one.setting) for one in found)),
        )
    for resource, operation in disabled_monitors(pacemaker):
        yield Finding(
            f"'{resource.id}': the monitor every '{operation.interval}' is switched off",
            operation.place("enabled"),
            why="the cluster does not see when it fails",
        )
