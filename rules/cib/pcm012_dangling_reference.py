"""# PCM012 dangling-reference

A name of a template, list, role or rule that is not there.

## Why
A resource from a template that does not exist has no agent; a list that refers to another one has no values.
The schema refuses such a CIB.

## When to ignore it
In the dump of a part of a configuration. A dump can hide the ids of lists that others refer to: then it is
the dump that cannot be loaded, not the cluster that is wrong.

## Bad
```crm
primitive web @webserver
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="a" template="webserver"/>
</resources><constraints/></configuration>
```

## Good
```crm
rsc_template webserver apache
primitive web @webserver
```

## Sources
crmsh 4.4.1 and the schema of Pacemaker 2.1.5, which are asked by the tests.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM012", severity=Severity.ERROR)
def dangling_reference(file: PacemakerFile) -> Findings:
    yield from file.findings(Topic.REFERENCE)
