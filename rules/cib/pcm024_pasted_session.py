"""# PCM024 pasted-session

The text is a pasted session of the shell, not a file to load.

## Why
`crm configure load` refuses a file with prompts or command lines in it. hadoctor reads what the session would have
the shell do, and judges that.

## When to ignore it
In notes, tutorials and tickets that nobody loads. `hadoctor convert FILE --to crm` gives the statements alone.

## Bad
```crm
crm configure primitive vip IPaddr2 params ip=10.0.0.9
crm configure property stonith-enabled=true
```

```crm
crm(live/node1)configure# primitive vip IPaddr2 params ip=10.0.0.9
crm(live/node1)configure# commit
```

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9
property stonith-enabled=true
```

## Sources
crmsh 4.4.1 and 5.1.0: "Unknown command" for such a line of a file.
"""

from hadoctor.facts.pacemaker import PacemakerFile
from hadoctor.finding import Blocks, Finding, Severity
from hadoctor.rule import Findings, rule


@rule("PCM024", severity=Severity.INFO)
def pasted_session(file: PacemakerFile) -> Findings:
    if file.session is None:
        return
    # A script is for another shell, which runs the commands in it; comments load as nothing.
    refused = not file.commented and not file.source.name.endswith((".sh", ".txt", ".md"))
    yield Finding(
        "a pasted session, read as the statements in it",
        at=file.session,
        why="'crm configure load' refuses such a file" if refused else "",
        blocks=Blocks.LOAD if refused else None,
    )
