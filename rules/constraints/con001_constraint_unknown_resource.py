"""# CON001 constraint-unknown-resource

A constraint names a resource that does not exist.

## Why
The shell refuses the file. Where a CIB holds such a constraint all the same, Pacemaker ignores it: services
run apart that belong together, or start in any order.

## When to ignore it
In a file that is loaded into a configuration that has the resource.

## Bad
```crm
primitive web apache
location web-on-a webs 100: a
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="web" class="ocf" provider="heartbeat" type="Dummy"/>
</resources><constraints>
<rsc_location id="l" rsc="webs" node="a" score="100"/>
</constraints></configuration>
```

## Good
```crm
primitive web apache
location web-on-a web 100: a
```

## Sources
crmsh 4.4.1 and the schema of Pacemaker 2.1.5, which are asked by the tests.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("CON001", severity=Severity.ERROR)
def constraint_unknown_resource(file: PacemakerFile) -> Findings:
    yield from file.findings(Topic.CONSTRAINT)
