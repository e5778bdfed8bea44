"""# RES013 invalid-meta-value

A meta attribute has a value that Pacemaker cannot read, or that it does not take there.

## Why
Neither the shell nor the schema looks at these values. Pacemaker then takes its default, for `is-managed` even false:
nothing recovers the resource, and at most a line in the log says so.

## When to ignore it
Never.

## Bad
```crm
primitive web apache meta is-managed=ture
```

```crm
primitive web apache meta target-role=Master
```

```crm
rsc_defaults failure-timeout=1d
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="apache"><meta_attributes id="m">
<nvpair id="m1" name="multiple-active" value="stop-start"/></meta_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache meta is-managed=true target-role=started migration-threshold=INFINITY
primitive state ocf:pacemaker:Stateful
clone state-clone state meta promotable=true target-role=Promoted
rsc_defaults failure-timeout=1h
```

## Sources
* Pacemaker 2.1.5, 2.1.10 and 3.0.2: what they make of each value
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.metavalues import unread
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("RES013", severity=Severity.ERROR, explains=("RUN006",))
def invalid_meta_value(pacemaker: Pacemaker) -> Findings:
    for setting, owner, said, instead, meant in unread(pacemaker):
        edit = None if meant is None else set_value(setting.pair, "value", meant)
        yield Finding(
            f"{owner}: {setting.name} '{setting.value}' {said}",
            setting.at,
            why=f"{instead} counts instead" if instead else "it is ignored",
            fix=None if meant is None else fix(f"write {meant}", edit),
        )
