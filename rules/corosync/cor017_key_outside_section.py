"""# COR017 key-outside-section

A key stands outside of every section.

## Why

Corosync looks for its options in their sections only. At top level a key is stored and has no effect;
one with less than three characters makes the daemon refuse the file. Mostly a section was closed too
early, or its first line is gone. A whole path as the key (`totem.token: 3000`) does not help for
numbers: it is stored as a text, and the daemon looks for a number.

## When to ignore it

A key that another program reads with `corosync-cmapctl`.

## Bad

```corosync
totem {
    version: 2
}
token: 5000
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
id: 7
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

## Good

```corosync
totem {
    version: 2
    token: 5000
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

* the daemon, `corosync -t` and started, and `corosync-cmapctl`
"""

from collections.abc import Iterator

from hadoctor.finding import Blocks, Severity
from hadoctor.model.blemish import illegal
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import Corosync
from hadoctor.model.names import bad_names, dotted
from hadoctor.model.words import either
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair


@rule("COR017", severity=Severity.WARNING)
def key_outside_section(corosync: Corosync) -> Findings:
    yield from findings(_causes(corosync))


def _causes(corosync: Corosync) -> Iterator[Cause]:
    refused = {b.at.start for b in bad_names(corosync) if b.part == "short" and b.fault.refused}
    for pair in corosync.document.root.children:
        if not isinstance(pair, Pair) or illegal(pair.key) or not pair.key.strip(":"):
            continue  # COR038
        key = pair.key
        path = dotted(corosync.schema, key)
        if corosync.schema.option("", key) or (path and not path.kind.bounds):
            continue
        homes = [s for s in corosync.schema.elsewhere(key) if s]
        message = f"{key} stands outside of every section"
        if homes:
            message += f": it belongs into {either(homes[:3])}"
        elif "." in key:
            message = f"{key} as a whole is taken for a key, without effect"
        blocks = Blocks.LOAD if pair.key_start in refused else None
        yield Cause(
            "short" if blocks else "dotted" if "." in key else "plain",
            message,
            pair.span,
            blocks=blocks,
            severity=Severity.ERROR if blocks else None,
            why="corosync refuses the file for a path with less than three characters"
            if blocks
            else "corosync stores it, and nobody looks for it there",
        )
