"""# RES019 legacy-promotable-syntax

The old words for promotable clones: `ms` (`<master>` in XML), `master-max`, the roles Master and Slave.

## Why
Pacemaker 2.1.10 and 3 warn of each of them, and crm_verify then fails with 78. The schema 4.0 of Pacemaker 3 has no
`<master>`: crmsh 5 cannot load `ms` there. `clone` with `promotable=true`, `promoted-max` and the roles Promoted and
Unpromoted mean the same from Pacemaker 2.1 on.

## When to ignore it
While a node has a Pacemaker older than 2.1.

## Bad
```crm
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Master op monitor interval=11s role=Slave
ms state-ms state meta master-max=1
```

```crm pacemaker=3.0
primitive state ocf:pacemaker:Stateful
clone state-clone state meta promotable=true target-role=Master
```

```cib
<configuration><crm_config/><nodes/><resources>
<master id="m"><primitive id="s" class="ocf" provider="pacemaker" type="Stateful"/></master>
</resources><constraints/></configuration>
```

## Good
```crm
primitive state ocf:pacemaker:Stateful op monitor interval=10s role=Promoted op monitor interval=11s role=Unpromoted
clone state-clone state meta promotable=true promoted-max=1
```

## Sources
* crm_verify of Pacemaker 2.1.5, 2.1.10, 3.0.0 and 3.0.2; the schemas 3.10 and 4.0
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Applicability, Finding, Note, Severity
from hadoctor.model.cib.schemas import NAMES, number
from hadoctor.model.pacemaker.edits import fix
from hadoctor.model.pacemaker.legacy import legacy
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

SHOWN = 20


@rule("RES019", severity=Severity.INFO)
def legacy_promotable_syntax(pacemaker: Pacemaker, file: PacemakerFile) -> Findings:
    found = sorted(legacy(pacemaker), key=lambda word: word.at.start)
    if not found:
        return
    words = " and ".join(dict.fromkeys(f"'{word.old}'" for word in found))
    edits = [edit for word in found for edit in word.edits] if _has_roles(file) else [None]
    again = pacemaker.target.since("3.0")
    yield Finding(
        f"{words}: the old words for promotable clones",
        found[0].at,
        tuple(Note(w.at, f"'{w.old}' is now '{w.new}'") for w in found[1 : SHOWN + 1]),
        why="Pacemaker 3 warns of them" + ("" if again else ", and so does 2.1.10"),
        severity=Severity.WARNING if again else None,
        fix=fix("write the new words", *edits, applicability=Applicability.SAFE),
    )


def _has_roles(file: PacemakerFile) -> bool:
    """Whether the schema of the CIB has the roles Promoted and Unpromoted: 3.7 is the first."""
    schema = None if file.cib is None else file.cib.get("validate-with")
    return schema is None or (schema in NAMES and number(schema) >= (3, 7))
