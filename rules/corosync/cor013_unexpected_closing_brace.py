"""# COR013 unexpected-closing-brace

A `}` closes nothing: every section is closed already.

## Why

Corosync refuses the file (`Unexpected closing brace`), and what stands behind the brace is never read.
Either the brace is one too many, or a section further up was closed too early or lost its opening line;
the indentation tells which one it may be.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
}
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Note, Severity
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Kind


@rule("COR013", severity=Severity.ERROR)
def unexpected_closing_brace(corosync: CorosyncFile) -> Findings:
    problems = [p for p in corosync.document.problems if p.kind is Kind.STRAY_CLOSE]
    if not problems:
        return
    first = problems[0]
    early = first.other
    notes = (Note(early, "its closing brace is not indented like it"),) if early else ()
    source, line = first.at.source, first.at.line
    starts = [*source.line_starts, len(source.data)]
    yield Finding(
        "this } closes nothing: all sections are closed already",
        at=first.at,
        notes=notes + also([p.at for p in problems], "and this one"),
        why="corosync refuses the file and reads nothing of what follows",
        blocks=Blocks.LOAD,
        # Only a person can say whether this brace or one further up is wrong.
        fix=Fix(
            "take the line away",
            (Edit(source.span(starts[line - 1], starts[line]), ""),),
            Applicability.GUIDED,
        ),
    )
