"""# COR012 ringnumber-on-corosync3

An `interface` section has `ringnumber`, which corosync 3 does not read.

## Why

Since 3.0 the key is `linknumber`. With `ringnumber` every section describes link 0: of several
sections the last one wins, and the ports and priorities of the other links are the defaults.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    interface {
        ringnumber: 0
        mcastport: 5405
    }
    interface {
        ringnumber: 1
        mcastport: 5415
    }
}
```

## Good

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        mcastport: 5405
    }
    interface {
        linknumber: 1
        mcastport: 5415
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    interface {
        ringnumber: 0
        bindnetaddr: 10.0.0.0
    }
}
```

## Sources

* corosync.conf(5): linknumber
* the daemon, started: both sections end in link 0
"""

from hadoctor.edit import delete, rename
from hadoctor.finding import Applicability, Edit, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair


@rule("COR012", severity=Severity.ERROR)
def ringnumber_on_corosync3(corosync: Corosync) -> Findings:
    sections = corosync.sections("totem.interface") if corosync.target.since("3.0") else []
    pairs: list[Pair] = []
    edits: list[Edit] = []
    same = True
    for section in sections:
        inside = [c for c in section.children if isinstance(c, Pair)]
        named = any(c.key == "linknumber" for c in inside)
        for pair in (c for c in inside if c.key == "ringnumber"):
            pairs.append(pair)
            edits.append(delete(pair) if named else rename(pair, "linknumber"))
            same = same and (named or pair.value == "0")
    if not pairs:
        return
    number, many = pairs[0].value_span.text, len(sections) > 1
    readable = all(p.value.isascii() and p.value.isdigit() for p in pairs)
    yield Finding(
        f"ringnumber {number} is not read since corosync 3: linknumber is",
        at=pairs[0].key_span,
        notes=also([p.key_span for p in pairs], "here, too"),
        why="all the sections describe link 0, and the last one wins"
        if many
        else "the section describes link 0, whatever the number",
        severity=None if many else Severity.WARNING,
        fix=Fix(
            "write linknumber", tuple(edits), Applicability.SAFE if same else Applicability.UNSAFE
        )
        if readable
        else None,
    )
