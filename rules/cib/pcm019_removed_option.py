"""# PCM019 removed-option

Something that Pacemaker 3.0 removed.

## Why
Pacemaker 3 translates a CIB of an older schema each time it reads it, and what it cannot translate it drops: a
resource of class upstart or nagios and a bundle of rkt with all their constraints, a location with a lifetime, the
property remove-after-stop. A line on stderr is all that says so, and the exit code is 0. Other things only have a new
name: crmd-integration-timeout (join-integration-timeout), stonith-action=poweroff (off), masters (promoted-max).

Names that went with Pacemaker 2, such as default-resource-stickiness, are translated from a CIB of a schema before
3.0, refused by those up to 3.10, and stored without an effect by 4.0.

For Pacemaker 2.1 this is a warning of what the upgrade will lose.

## When to ignore it
While Pacemaker 3 is not in sight.

## Bad
```crm
property crmd-integration-timeout=5min
```

```crm
primitive web upstart:web op monitor interval=30s
```

```cib pacemaker=3.0
<cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/><resources>
<primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints>
<rsc_location id="l" rsc="a" node="alice" score="10"><lifetime><rule id="r" score="0">
<date_expression id="d" operation="lt" end="2030-01-01"/></rule></lifetime></rsc_location>
</constraints></configuration></cib>
```

## Good
```crm
property join-integration-timeout=5min
primitive web systemd:web op monitor interval=30s
```

## Sources
crm_verify, crm_simulate and cibadmin --upgrade of Pacemaker 2.1.5, 2.1.10, 3.0.0 and 3.0.2
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.cib.schemas import NAMES, number
from hadoctor.model.outline import also
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.removed import Removed, removed
from hadoctor.rule import Findings, rule


@rule("PCM019", severity=Severity.WARNING)
def removed_option(pacemaker: Pacemaker, file: PacemakerFile) -> Findings:
    new = pacemaker.target.since("3.0")
    schema = file.cib.get("validate-with") if file.cib is not None else None
    translated = schema in NAMES and number(schema or "") < (3, 0)
    refused = file.refused()
    found: dict[str, list[Removed]] = {}
    for one in removed(pacemaker, translated=translated):
        if not refused(one.at) and (one.kind != "id-ref" or pacemaker.target.since("3.0.2")):
            found.setdefault(one.kind, []).append(one)
    for group in found.values():
        first = group[0]
        more = f", and {len(group) - 1} more like it" if len(group) > 1 else ""
        if not first.lost:
            severity = Severity.INFO
        else:
            severity = Severity.ERROR if new else Severity.WARNING
        yield Finding(
            f"{first.what}{more}",
            first.at,
            notes=also([one.at for one in group], "this one, too"),
            why=first.then if new or first.now else f"with Pacemaker 3: {first.then}",
            severity=severity,
            fix=_fix(group),
        )


def _fix(group: list[Removed]) -> Fix | None:
    fixes = [one.fix for one in group]
    first = fixes[0]
    if first is None or any(fix is None or not fix.edits for fix in fixes):
        return first if len(group) == 1 else None
    edits = tuple(edit for fix in fixes if fix for edit in fix.edits)
    worst = [fix.applicability for fix in fixes if fix]
    safe = all(one is Applicability.SAFE for one in worst)
    return Fix(first.title, edits, Applicability.SAFE if safe else Applicability.UNSAFE)
