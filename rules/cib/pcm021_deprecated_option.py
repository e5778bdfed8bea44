"""# PCM021 deprecated-option

A cluster property has a name of another release, or is going away.

## Why
Pacemaker 3.0.2 calls the `stonith-*` properties `fencing-*`. Releases before it do not know the new names and
ignore them without a word: `fencing-enabled=false` leaves fencing on there, and `fencing-timeout` leaves the default.
That is an error. 3.0.2 reads both names, the new one first; crm_verify exits with 78 for the old ones, and
for some properties that are to be dropped. That is a remark for the time when every node has 3.0.2.

## When to ignore it
While a node is older than 3.0.2: then the old names must stay.

## Bad
```crm
property fencing-enabled=true
```

```cib pacemaker=3.0
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="stonith-enabled" value="true"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

```crm pacemaker=3.0 crmsh=5
property concurrent-fencing=false
```

## Good
```crm
property stonith-enabled=true concurrent-fencing=true
```

```crm pacemaker=3.0 crmsh=5
property fencing-enabled=true
```

## Sources
Pacemaker 2.1.5, 2.1.10, 3.0.0 and 3.0.2, asked with crm_verify and crm_simulate
"""

from hadoctor.finding import Finding, Fix, Note, Severity
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.edits import fix, remove_pair, rename
from hadoctor.model.pacemaker.option import Option, Place
from hadoctor.model.pacemaker.options import option, rows
from hadoctor.model.pacemaker.own_release import from_before, judged, own_release
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.model.pacemaker.values import boolean
from hadoctor.rule import Findings, rule
from hadoctor.target import release

RENAMED_IN = "3.0.2"


@rule("PCM021", severity=Severity.INFO)
def deprecated_option(pacemaker: Pacemaker) -> Findings:
    target = judged(pacemaker)
    old: list[tuple[Setting, Option]] = []
    new: list[tuple[Setting, str]] = []
    for setting in pacemaker.properties.all:
        known = option(Place.PROPERTY, setting.name, target)
        later = [row for row in rows(Place.PROPERTY, setting.name) if row.name == setting.name]
        if known is None and later and later[0].since == RENAMED_IN and later[0].legacy:
            new.append((setting, later[0].legacy[0]))
        elif known and known.name != setting.name and known.since == RENAMED_IN:
            old.append((setting, known))
        elif known and known.deprecated_for(target) and _matters(setting) and not known.until:
            yield _deprecated(setting, known)
    if new and (own_release(pacemaker) or target.release) < release(RENAMED_IN):
        yield from _too_new(pacemaker, new)
    if old and not from_before(pacemaker, RENAMED_IN):
        yield from _old(pacemaker, old)


def _too_new(pacemaker: Pacemaker, new: list[tuple[Setting, str]]) -> Findings:
    alone = [(setting, name) for setting, name in new if name not in pacemaker.properties]
    for setting, name in new:
        counts = pacemaker.property(name)
        if counts is not None and counts.value != setting.value:
            yield Finding(
                f"'{setting.name}' is '{setting.value}' and '{name}' is '{counts.value}'",
                setting.span,
                notes=(Note(counts.span, f"before Pacemaker {RENAMED_IN} this one counts"),),
                why=f"Pacemaker {pacemaker.target.name} ignores the new name without a word",
                severity=Severity.ERROR,
                fix=fix(f"remove {setting.name}", remove_pair(setting)),
            )
    if alone:
        setting, name = alone[0]
        yield Finding(
            f"Pacemaker {pacemaker.target.name} does not know '{setting.name}': before {RENAMED_IN}"
            f" its name is '{name}'",
            setting.name_at,
            notes=also([s.name_at for s, _ in alone], "this one, too"),
            why="it is ignored without a word, and the default counts",
            severity=Severity.ERROR,
            fix=fix("write the older names", *(rename(s, older) for s, older in alone)),
        )


def _matters(setting: Setting) -> bool:
    """Whether dropping the property would change anything: as Pacemaker it speaks of `false` only."""
    value = boolean(setting.value or "")
    return value is False or value is None


def _deprecated(setting: Setting, known: Option) -> Finding:
    return Finding(
        f"'{setting.name}' is deprecated since Pacemaker {known.deprecated}"
        f" and set to '{setting.value or ''}'",
        setting.span,
        why="a later release behaves as if it were true"
        if boolean(setting.value or "") is False
        else "it has no effect any more",
        fix=fix(f"remove {setting.name}", remove_pair(setting)),
    )


def _old(pacemaker: Pacemaker, old: list[tuple[Setting, Option]]) -> Findings:
    alone = [(setting, known) for setting, known in old if known.name not in pacemaker.properties]
    for setting, known in old:
        newer = pacemaker.property(known.name)
        if newer is not None and newer.value != setting.value:
            yield Finding(
                f"'{setting.name}' is '{setting.value}' and '{known.name}' is '{newer.value}'",
                setting.span,
                notes=(Note(newer.span, "the new name counts; older releases read the old one"),),
                severity=Severity.ERROR,
                fix=fix(f"remove {setting.name}", remove_pair(setting)),
            )
    if alone:
        setting, known = alone[0]
        more = f", and {len(alone) - 1} more have new names" if len(alone) > 1 else ""
        yield Finding(
            f"'{setting.name}' is called '{known.name}' from Pacemaker {RENAMED_IN} on{more}",
            setting.name_at,
            notes=also([s.name_at for s, _ in alone], "this one, too"),
            why="the old names will be dropped; nodes before 3.0.2 know only them",
            fix=_rename(alone),
        )


def _rename(alone: list[tuple[Setting, Option]]) -> Fix:
    return fix("write the new names", *(rename(setting, known.name) for setting, known in alone))
