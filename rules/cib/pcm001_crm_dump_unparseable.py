"""# PCM001 crm-dump-unparseable

A statement that the crm shell cannot read.

## Why
`crm configure load` refuses the whole file for one statement. The usual source is copying: a web page that
turned quotes into typographic ones, a lost backslash at the end of a line, a comment between continued lines
(it ends the statement, and what follows becomes a statement of its own), a quote that is never closed.

## When to ignore it
Never: nothing of the file is stored.

## Bad
```crm
primitive vip IPaddr2
    params ip=10.0.0.9
```

```crm
order start-order Mandatory: vip web symmetrical=maybe
```

## Good
```crm
primitive vip IPaddr2 \\
    params ip=10.0.0.9
```

## Sources
The parser of crmsh 4.4.1 and 5.1.0, which is asked by the tests.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Severity, Unchecked
from hadoctor.model.crm.refusal import Topic
from hadoctor.rule import Findings, rule


@rule("PCM001", severity=Severity.ERROR)
def crm_dump_unparseable(file: PacemakerFile) -> Findings:
    if file.notation == "crm":
        yield from file.findings(Topic.SYNTAX)
        for at in file.variables:
            yield Unchecked("the statement holds a variable of the script: not read", at)
