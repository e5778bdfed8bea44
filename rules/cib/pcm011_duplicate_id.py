"""# PCM011 duplicate-id

Two objects with one id, or an id that none can have.

## Why
Ids are global: a group and a location cannot have the same. In a file to load the shell refuses the second;
in XML the schema refuses the CIB. An id begins with a letter or an underscore, and holds letters, digits, `_`,
`.` and `-`.

## When to ignore it
Never: nothing of the file is stored.

## Bad
```crm
primitive web apache
primitive web nginx
```

```crm
primitive 1st apache
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
<primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache
primitive proxy nginx
```

## Sources
crmsh 4.4.1 and the schema of Pacemaker 2.1.5, which are asked by the tests.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM011", severity=Severity.ERROR)
def duplicate_id(file: PacemakerFile) -> Findings:
    yield from file.findings(Topic.ID)
