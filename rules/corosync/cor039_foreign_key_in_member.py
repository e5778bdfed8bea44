"""# COR039 foreign-key-in-member

A `member` section holds something else than `memberaddr`.

## Why

`interface { member { memberaddr: ... } }` was the list of nodes for udpu before there was a nodelist.
Corosync no longer needs it, still reads it, and refuses the file for any other key in it (`Only
memberaddr is allowed in member section`); newer releases refuse a section in it, too.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
    interface {
        member {
            memberaddr: 10.0.0.1
            nodeid: 1
        }
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
    transport: udpu
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

* the daemon, `corosync -t`
"""

from hadoctor.finding import Blocks, Finding, Severity
from hadoctor.model.cmap import FaultKind
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("COR039", severity=Severity.ERROR)
def foreign_key_in_member(corosync: CorosyncFile) -> Findings:
    faults = [
        fault
        for fault in corosync.cmap.faults
        if fault.kind is FaultKind.FOREIGN_IN_MEMBER
        or (fault.kind is FaultKind.SUBSECTION and fault.path.startswith("totem.interface.member."))
    ]
    if faults:
        what = "key" if faults[0].kind is FaultKind.FOREIGN_IN_MEMBER else "section"
        yield Finding(
            f"{what} '{faults[0].at.text}' in a member section, which takes memberaddr only",
            at=faults[0].at,
            notes=also([f.at for f in faults], "and here"),
            why="corosync refuses the whole file for it",
            blocks=Blocks.LOAD,
        )
