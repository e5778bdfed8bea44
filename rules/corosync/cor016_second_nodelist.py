"""# COR016 second-nodelist

There are two `nodelist` sections with nodes.

## Why

Other sections that stand twice are put together. Nodes are numbered from 0 in every nodelist, so
the first node of the second list overwrites the first node of the first list, key by key: nodes
are lost, or made of the halves of two.

## When to ignore it

Never.

## Bad

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

## Good

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

## Sources

* the daemon, started: the map after such a file
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Section


@rule("COR016", severity=Severity.ERROR)
def second_nodelist(corosync: Corosync) -> Findings:
    lists = [s for s in corosync.sections("nodelist") if _nodes(s)]
    for later in lists[1:]:
        lost = min(_nodes(later), _nodes(lists[0]))
        many = f"the first {lost} nodes of" if lost > 1 else "the first node of"
        yield Finding(
            f"a second nodelist overwrites {many} the first one",
            at=later.head_span,
            notes=(Note(lists[0].head_span, "the first one"),),
            why="nodes are numbered from 0 in every nodelist, and their keys replace each other",
            fix=Fix("put all nodes into one nodelist", (), Applicability.GUIDED),
        )


def _nodes(section: Section) -> int:
    return sum(isinstance(c, Section) and c.name == "node" for c in section.children)
