"""# PCM022 schema-violation

An element, attribute or value that the schema of the CIB does not have.

## Why
The CIB manager takes nothing that its schema refuses: a commit in the shell fails as a whole, `cibadmin`
says "Update does not conform to the configured schema", and a node with such a CIB on its disk starts without it.

## When to ignore it
Never.

## Bad
```crm
primitive web apache \\
    op monitor interval=10s role=Leader
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="a" class="ocf" provider="heartbeat" typ="Dummy"/>
</resources><constraints/></configuration>
```

## Good
```crm
primitive web apache \\
    op monitor interval=10s role=Started
```

## Sources
The RELAX NG schemas of Pacemaker 2.1.5 (up to 3.9) and 3.0 (4.0); the tests ask them.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM022", severity=Severity.ERROR)
def schema_violation(file: PacemakerFile) -> Findings:
    yield from file.findings(Topic.SCHEMA)
