"""# PCM003 invalid-property-value

A cluster property has a value that Pacemaker cannot read.

## Why
Pacemaker writes a line into its log and goes on with the default. `stonith-enabled=fales` leaves fencing on,
`no-quorum-policy=ignored` stops everything without quorum, `maintenance-mode=enabled` is no maintenance.
crm_verify exits with 78 for most of these; loading and committing do not complain.

Words are read in any case, booleans as true, on, yes, y, 1 and false, off, no, n, 0. What begins with a number is
read up to where the number and its unit end: `2m30` is two minutes, and no finding.

## When to ignore it
Never.

## Bad
```crm
property no-quorum-policy=ignored
```

```cib
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="stonith-enabled" value="ture"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
property no-quorum-policy=ignore \\
    cluster-recheck-interval=PT10M \\
    stonith-watchdog-timeout=-1
```

## Sources
The options of Pacemaker 2.1.5, 2.1.10 and 3.0.2, and how they read values; crm_verify.
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.option import Option, Place, Type
from hadoctor.model.pacemaker.options import option, rows
from hadoctor.model.pacemaker.own_release import judged
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule
from hadoctor.source import suggest

DECIDES = (Type.BOOLEAN, Type.WORD)


@rule("PCM003", severity=Severity.ERROR)
def invalid_property_value(pacemaker: Pacemaker) -> Findings:
    target = judged(pacemaker)
    for setting in pacemaker.properties.all:
        known, value = option(Place.PROPERTY, setting.name, target), setting.value
        if known is None or known.generated or value is None or known.reads(value, target):
            continue
        if not setting.conditional and pacemaker.property(setting.name) != setting:
            continue  # It does not count: PCM018.
        if any(row.reads(value, target) for row in rows(Place.PROPERTY, setting.name)):
            continue  # Of another release: PCM013, PCM019.
        meant = suggest(value, _words(known))
        default = f", {known.default}" if known.default else ""
        yield Finding(
            f"{setting.name} takes {_wanted(known)}, not '{value}'",
            setting.at,
            why=f"Pacemaker goes on with the default{default}, and says so in its log only",
            severity=None if known.type in DECIDES else Severity.WARNING,
            fix=fix(f"write {meant}", set_value(setting.pair, "value", meant)) if meant else None,
        )


def _words(option: Option) -> list[str]:
    return ["true", "false"] if option.type is Type.BOOLEAN else list(option.words)


def _wanted(option: Option) -> str:
    if option.type is Type.WORD:
        *words, last = option.words
        return f"{', '.join(words)} or {last}"
    return "true or false" if option.type is Type.BOOLEAN else option.type.value
