"""# COR004 trailing-comment

A comment stands behind a value.

## Why

Corosync knows comments only as lines of their own, with `#` as the first sign. Behind a value the
comment is a part of the value: a number makes the daemon refuse the file, an address does not resolve,
a word means nothing, and a name, a path or the name of the cluster is silently another one. For udp the
multicast address is made from the cluster name, so two nodes with different comments do not meet.

## When to ignore it

When the value really holds a blank and a `#`, as the command of a heuristic may.

## Bad

```corosync
totem {
    version: 2
    cluster_name: web # production
}
nodelist {
    node {
        ring0_addr: 10.0.0.1 # eth0
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    # production
    cluster_name: web
}
nodelist {
    node {
        # eth0
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t` and started
"""

from hadoctor.edit import insert_above
from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Severity
from hadoctor.model.blemish import comment, secret
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.model.option import Kind, Option
from hadoctor.model.outline import is_section, pairs
from hadoctor.model.words import refusals
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair

_WHY = {
    Blocks.LOAD: "corosync has no comments behind a value and refuses the file",
    Blocks.START: "corosync has no comments behind a value and does not start",
    None: "corosync has no comments behind a value and takes all of the line for it",
}


@rule("COR004", severity=Severity.ERROR)
def trailing_comment(corosync: CorosyncFile) -> Findings:
    data = corosync.source.data
    if b"#" not in data and b"//" not in data:
        return
    refused = refusals(corosync) if isinstance(corosync, Corosync) else {}
    for place, pair in pairs(corosync.document):
        start = comment(pair.value)
        # In a section that nothing reads the value does not matter.
        if start is None or (place.path and not is_section(corosync.schema, place.path)):
            continue
        blocks = refused.get(pair.start)
        at = pair.value_span._replace(
            start=pair.value_start + len(pair.value) - len(pair.value[start:].lstrip(" \t"))
        )
        shown = "a comment" if secret(pair.key) else f"the comment '{at.text}'"
        yield Finding(
            f"{shown} is a part of the value of {pair.key_span.text}",
            at=at,
            why=_WHY[blocks],
            blocks=blocks,
            severity=None if blocks else _severity(corosync.schema.option(place.path, pair.key)),
            fix=_fix(pair, start, blocks),
        )


def _severity(option: Option | None) -> Severity:
    free = option is None or option.kind in (Kind.TEXT, Kind.PATH)
    return Severity.WARNING if free else Severity.ERROR


def _fix(pair: Pair, start: int, blocks: Blocks | None) -> Fix | None:
    if start == 0 or secret(pair.key):
        return None  # the comment is all there is, or it may be a part of the key
    cut = Edit(pair.value_span._replace(start=pair.value_start + start), "")
    text = pair.value[start:].strip(" \t").lstrip("#/").strip(" \t")
    above = insert_above(pair, f"# {text}")
    safe = Applicability.SAFE if blocks else Applicability.UNSAFE
    return Fix("put the comment on a line of its own", (above, cut), safe)
