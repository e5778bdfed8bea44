"""# PCM018 property-set-twice

A cluster property is there twice.

## Why
One of the two counts: within a set the first, and the set `cib-bootstrap-options` before all others, of which the one
that stands last counts. Whoever reads or changes the other one is misled. Of a name that
crm text has twice in one list the shell stores the last value.

## When to ignore it
Never.

## Bad
```crm
property stonith-enabled=true stonith-enabled=false
```

```cib
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="stonith-enabled" value="true"/>
</cluster_property_set><cluster_property_set id="own">
<nvpair id="p2" name="stonith-enabled" value="false"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
property stonith-enabled=true
```

## Sources
The scheduler of Pacemaker 2.1.5 and 3.0.2, asked with crm_simulate; crmsh 4.4.1 and 5.1.0
"""

from hadoctor.finding import Applicability, Finding, Severity
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.edits import fix, remove_pair, twice
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.rule import Findings, rule


@rule("PCM018", severity=Severity.WARNING)
def property_set_twice(pacemaker: Pacemaker) -> Findings:
    found: dict[str, list[Setting]] = {}
    for setting in pacemaker.properties.all:
        if twice(setting):
            yield Finding(
                f"'{setting.name}' is set twice: the shell stores the last value, '{setting.value}'",
                setting.at,
                why="the first value is lost without a word",
            )
        if not setting.conditional:
            found.setdefault(setting.name, []).append(setting)
    for name, settings in found.items():
        counts = pacemaker.property(name)
        others = [s for s in settings if s != counts]
        if counts is None or not others:
            continue
        same = all((s.value or "").lower() == (counts.value or "").lower() for s in others)
        values = " and ".join(f"'{s.value or ''}'" for s in (counts, *others)[:4])
        yield Finding(
            f"'{name}' is set twice"
            + (f", to '{counts.value}'" if same else f", to {values}: '{counts.value}' counts"),
            others[0].span,
            notes=also([others[0].span, counts.span], "this one counts"),
            severity=Severity.INFO if same else None,
            fix=fix(
                "remove what does not count",
                *(remove_pair(s) for s in others),
                applicability=Applicability.SAFE if same else Applicability.UNSAFE,
            ),
        )
