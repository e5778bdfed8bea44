"""# PCM023 statements-do-not-fit

Statements that are right one by one and not together.

## Why
The shell reads all statements before it makes anything of them: one that asks for what another does not
give has the whole file refused.

## When to ignore it
In a file that is loaded into a configuration that has the rest.

## Bad
```crm
primitive web apache
group services web
monitor services 10s:20s
```

## Good
```crm
primitive web apache
group services web
monitor web 10s:20s
```

## Sources
crmsh 4.4.1 and 5.1.0, which are asked by the tests.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM023", severity=Severity.ERROR)
def statements_do_not_fit(file: PacemakerFile) -> Findings:
    yield from file.findings(Topic.FIT)
