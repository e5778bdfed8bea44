"""# PCM002 unknown-property

A cluster property that Pacemaker does not know.

## Why
Pacemaker stores any name and reads only those that it knows. What was to be set stays at its default, and nothing
says so: with `no-quorom-policy=freeze` resources stop without quorum.
A meta attribute such as `resource-stickiness` belongs to `rsc_defaults`, one of operations to `op_defaults`.

Names with an underscore, and sets in which no name is known, are left alone where they resemble nothing: agents
keep their notes there (SAPHanaSR, mysql, redis).

## When to ignore it
When an agent or a tool of yours reads the property.

## Bad
```crm
property cib-bootstrap-options: \\
    no-quorom-policy=freeze
```

```crm
property resource-stickiness=100
```

```cib
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="p1" name="Maintenance-Mode" value="false"/>
</cluster_property_set></crm_config><nodes/><resources/><constraints/></configuration>
```

## Good
```crm
property cib-bootstrap-options: \\
    no-quorum-policy=freeze
property SAPHanaSR: \\
    hana_ha1_site_srHook_WDF=PRIM
rsc_defaults resource-stickiness=100
```

## Sources
The options of Pacemaker 2.1.5, 2.1.10 and 3.0.2, as their daemons list them; crm_verify, which says nothing.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Fix, Severity
from hadoctor.model.pacemaker.edits import fix, rename
from hadoctor.model.pacemaker.option import Place
from hadoctor.model.pacemaker.options import elsewhere, instead, near, option, rows
from hadoctor.model.pacemaker.own_release import from_before, judged
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.settings import BOOTSTRAP, Setting
from hadoctor.rule import Findings, rule

MOST = 500
"""So many names are compared with those that Pacemaker knows."""
LISTS = {
    Place.RESOURCE: ("a meta attribute of resources", "rsc_defaults"),
    Place.OPERATION: ("of operations", "op_defaults"),
}


@rule("PCM002", severity=Severity.WARNING)
def unknown_property(pacemaker: Pacemaker, file: PacemakerFile) -> Findings:
    target, refused, looked = judged(pacemaker), file.refused(), 0
    usual = {
        id(setting.set)
        for setting in pacemaker.properties.all
        if setting.set.id == BOOTSTRAP or option(Place.PROPERTY, setting.name, target)
    }
    for setting in pacemaker.properties.all:
        name = setting.name
        if option(Place.PROPERTY, name, target) or refused(setting.span):
            continue
        known = rows(Place.PROPERTY, name)
        if known and all(row.since for row in known) and from_before(pacemaker, known[0].since):
            if known[0].legacy:
                continue  # A new name: PCM021.
            yield Finding(
                f"Pacemaker knows '{name}' from {known[0].since} on, and this cluster is older",
                setting.name_at,
                why="it is ignored without a word",
            )
        if known or instead(Place.PROPERTY, name):
            continue  # Of another release: PCM019, PCM021.
        looked += 1
        meant = near(Place.PROPERTY, name, target) if looked < MOST else None
        own = id(setting.set) not in usual
        if meant and (not own or _plain(name) == meant):
            what, severity = f"it is probably '{meant}'", None
        elif not own and (place := _elsewhere(name)):
            what, severity = f"it is {place[0]} and belongs to {place[1]}", None
        elif not own and "_" not in name:
            what, severity = "it is stored and means nothing", Severity.INFO
        else:
            continue
        yield Finding(
            f"Pacemaker {target.name} knows no cluster property '{name}': {what}",
            setting.name_at,
            why="it is ignored without a word",
            severity=severity,
            fix=_fix(pacemaker, setting, meant),
        )


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _elsewhere(name: str) -> tuple[str, str] | None:
    return next((LISTS[place] for place in elsewhere(name) if place in LISTS), None)


def _fix(pacemaker: Pacemaker, setting: Setting, meant: str | None) -> Fix | None:
    if meant is None or meant in pacemaker.properties:
        return None
    return fix(f"write {meant}", rename(setting, meant))
