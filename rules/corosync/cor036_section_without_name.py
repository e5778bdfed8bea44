"""# COR036 section-without-name

A `{` with no name in front of it.

## Why

A section needs a name on the line of its brace. Corosync refuses the file (`Missing section name before
opening bracket '{'`). Corosync 2 takes such a section, and everything in it is lost.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
{
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

from hadoctor.finding import Blocks, Finding, Severity
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.outline import outline
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Junk, Kind, Section


@rule("COR036", severity=Severity.ERROR)
def section_without_name(corosync: CorosyncFile) -> Findings:
    strict = corosync.target.since("3.0")
    tagged = {p.at.line for p in corosync.document.problems if p.kind is Kind.TEXT_AFTER_OPEN}
    for place in outline(corosync.document):
        node = place.node
        if not isinstance(node, Section) or node.name_start != node.name_end:
            continue
        # With a name on the line above it is COR003's, with text behind the brace COR002's.
        above = place.around.children[place.place - 1] if place.place else None
        if isinstance(above, Junk) or node.head_span.line in tagged:
            continue
        yield Finding(
            "no section name before the {",
            at=node.head_span,
            why="corosync refuses the whole file for it"
            if strict
            else f"corosync {corosync.target.name} reads nothing of what stands in it",
            blocks=Blocks.LOAD if strict else None,
        )
