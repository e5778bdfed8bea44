"""# PCM007 cib-invalid-xml

A CIB that is no XML, or has no configuration in it.

## Why
Pacemaker 2.1 guesses what a broken file may have meant and takes the rest for gone; Pacemaker 3 refuses it. A node
that finds such a file as its own CIB starts with an older copy, or with an empty configuration.

## When to ignore it
Never.

## Bad
```cib
<cib validate-with="pacemaker-3.9"><configuration></cib>
```

```cib
<cib validate-with="pacemaker-3.9"><status/></cib>
```

## Good
```cib
<configuration><crm_config/><nodes/><resources/><constraints/></configuration>
```

## Sources
crm_verify of Pacemaker 2.1.5 (takes the broken file, exit 0), 3.0.0 and 3.0.2 (exit 78).
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Finding, Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM007", severity=Severity.ERROR)
def cib_invalid_xml(file: PacemakerFile) -> Findings:
    if file.notation != "cib":
        return
    broken = False
    for finding in file.findings(Topic.SYNTAX):
        broken = True
        # Whether the real program refuses depends on the release and the fault: no promise.
        yield finding._replace(blocks=None)
    if not broken and file.cib is not None and file.cib.first("configuration") is None:
        yield Finding("<cib> without <configuration>", at=file.cib.span)
