"""# PCM008 schema-version

The CIB names a schema that the target does not know, or none, or an old one.

## Why
`validate-with` says by which schema the CIB is judged. Pacemaker 3 refuses a CIB that names none or one that it does
not know; 2.1 takes it without a check. An old schema hides newer attributes, and Pacemaker 3 translates such a CIB
anew each time it reads it, and may drop parts of it.

## When to ignore it
While not all nodes have been upgraded: the oldest node decides which schema all can read.

## Bad
```cib pacemaker=3.0
<cib validate-with="pacemaker-1.1"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

```cib
<cib validate-with="none"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

```cib
<cib validate-with="pacemaker-4.0"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

```cib
<cib validate-with="pacemaker-1.2"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

## Good
```cib
<cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/><resources/><constraints/></configuration></cib>
```

## Sources
crm_verify of Pacemaker 2.1.5, 2.1.10, 3.0.0 and 3.0.2 on CIBs with these names; the schemas that they install.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Severity
from hadoctor.model.cib.schemas import NAMES, newest, newest_of_series, number, outdated
from hadoctor.rule import Findings, rule


@rule("PCM008", severity=Severity.ERROR)
def schema_version(file: PacemakerFile) -> Findings:
    if file.cib is None:
        return
    target = file.targets.pacemaker
    best = newest(target)
    named = file.cib.get("validate-with")
    at = file.cib.place("validate-with")
    strict = "Pacemaker 3 refuses the CIB"
    if named is None:
        severity = Severity.ERROR if target.since("3.0") else Severity.WARNING
        yield Finding("the CIB names no schema (validate-with)", at, why=strict, severity=severity)
    elif named == "none":
        why = "nothing checks what is stored, and the CIB cannot be upgraded"
        yield Finding("the CIB is not validated: validate-with 'none'", at, why=why)
    elif named not in NAMES:
        yield Finding(f"'{named}' is no schema that Pacemaker knows", at, why=strict)
    elif number(named) > number(newest_of_series(target)):
        known = f"Pacemaker {target.name} knows schemas up to '{best}'"
        yield Finding(f"schema '{named}' is newer than the target: {known}", at)
    elif outdated(named, target):
        yield Finding(
            f"schema '{named}' is old: Pacemaker {target.name} has '{best}'",
            at,
            why="'cibadmin --upgrade' (or 'crm configure upgrade') translates it for good",
            severity=Severity.INFO,
        )
