"""# COR020 quoted-value

A value stands in quotes.

## Why

Corosync knows no quotes: they are a part of the value. An address in quotes does not resolve, a word in
quotes is no word, a file in quotes is not found, and a name in quotes is another name than the one that
other programs use. The name of the cluster in quotes gives another multicast address.

## When to ignore it

When the quotes are meant. The commands of heuristics are read as by a shell; they are not reported.

## Bad

```corosync
totem {
    version: 2
    cluster_name: "web"
}
nodelist {
    node {
        ring0_addr: "10.0.0.1"
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: web
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
* the daemon, `corosync -t` and started
"""

from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Severity
from hadoctor.model.blemish import quoted
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.model.option import Kind, Option
from hadoctor.model.outline import is_section, pairs
from hadoctor.model.words import refusals
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair

_WHY = {
    Blocks.LOAD: "corosync takes the quotes for a part of the value and refuses the file",
    Blocks.START: "corosync takes the quotes for a part of the value and does not start",
    None: "corosync takes the quotes for a part of the value",
}


@rule("COR020", severity=Severity.ERROR)
def quoted_value(corosync: CorosyncFile) -> Findings:
    data = corosync.source.data
    if b'"' not in data and b"'" not in data:
        return
    refused = refusals(corosync) if isinstance(corosync, Corosync) else {}
    for place, pair in pairs(corosync.document):
        if quoted(pair.value) is None or (
            place.path and not is_section(corosync.schema, place.path)
        ):
            continue
        option = corosync.schema.option(place.path, pair.key)
        if option and (option.kind.bounds or option.key in ("exec_NAME", "provider")):
            continue  # COR006, the shell's own quotes, QUO006
        blocks = refused.get(pair.start)
        yield Finding(
            f"the value of {pair.key_span.text} is in quotes",
            at=pair.value_span,
            why=_WHY[blocks],
            blocks=blocks,
            severity=None if blocks or _matters(option) else Severity.WARNING,
            fix=Fix(
                "take the quotes away",
                _bare(pair),
                Applicability.SAFE if blocks else Applicability.UNSAFE,
            ),
        )


def _bare(pair: Pair) -> tuple[Edit, ...]:
    """Only the quotes are in the edits: the value may be the key."""
    source, start, end = pair.source, pair.value_start, pair.value_end
    return (Edit(source.span(start, start + 1), ""), Edit(source.span(end - 1, end), ""))


def _matters(option: Option | None) -> bool:
    return option is not None and option.kind is not Kind.TEXT
