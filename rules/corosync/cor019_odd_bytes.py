"""# COR019 odd-bytes

The file holds characters that only look like plain ones, or lines that are too long.

## Why

A file that went through a word processor, a browser or a chat brings no-break spaces, typographic quotes
and dashes, or a byte order mark along. Nobody sees them, and corosync takes each byte for what it is: a
section of another name, a key that cannot be stored, a value that is no number. A line may have 510
bytes, comments included. For a longer one, or one with a NUL in it, corosync refuses the file (`Line too
long`); corosync 2 cuts it into pieces, and the tail of a comment can become a setting.

Letters beyond ASCII in a value are taken as they are. That is only told, because other programs may take
the name of a node or of the cluster for another one.

## When to ignore it

Letters beyond ASCII in a value, when all programs that use the name get along with them.

## Bad

```corosync
\ufefftotem {
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

```corosync
totem {
    version:\u00a02
    cluster_name: “web”
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

* the daemon, `corosync -t` and started
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Edit, Severity
from hadoctor.model.blemish import odd
from hadoctor.model.cause import Cause, findings
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.oddity import Oddity, oddities
from hadoctor.rule import Findings, rule
from hadoctor.syntax.lines import BUFFER
from hadoctor.syntax.tree import Kind

_LINES = (Kind.LINE_TOO_LONG, Kind.NUL)


@rule("COR019", severity=Severity.WARNING)
def odd_bytes(corosync: CorosyncFile) -> Findings:
    yield from findings(_lines(corosync))
    if odd(corosync.source.text):
        yield from findings(_character(o) for o in oddities(corosync))


def _lines(corosync: CorosyncFile) -> Iterator[Cause]:
    seen = set()
    for problem in corosync.document.problems:
        if problem.kind in _LINES and problem.at.start not in seen:
            seen.add(problem.at.start)
            length = problem.at.end - problem.at.start
            long = problem.kind is Kind.LINE_TOO_LONG
            yield Cause(
                problem.kind.value,
                f"a line of {length} bytes, {BUFFER - 1} is the most"
                if long
                else "a NUL byte in a line",
                problem.at,
                severity=Severity.ERROR,
                blocks=Blocks.LOAD if problem.refused else None,
                why=_long(corosync, problem.refused, long),
            )


def _long(corosync: CorosyncFile, refused: bool, long: bool) -> str:
    if refused:
        return "corosync refuses the whole file for it"
    version = corosync.target.name
    cut = f"corosync {version} takes each {BUFFER} bytes of it for a line of its own"
    return cut if long else f"corosync {version} drops the rest of the line"


def _character(oddity: Oddity) -> Cause:
    safe = Applicability.SAFE if oddity.blocks else Applicability.UNSAFE
    if oddity.letter:
        return Cause(
            "letter",
            f"a character beyond ASCII in {oddity.where}",
            oddity.at,
            severity=Severity.INFO,
            why="corosync takes the bytes as they are; other programs may not",
        )
    return Cause(
        oddity.name,
        f"{oddity.name} in {oddity.where}",
        oddity.at,
        Edit(oddity.at, oddity.plain),
        "write plain characters" if oddity.plain else "take them away",
        safe,
        oddity.blocks,
        Severity.ERROR if oddity.blocks or oddity.where.startswith(("section", "key")) else None,
        "corosync refuses the whole file for it"
        if oddity.blocks
        else "corosync takes the bytes for a part of it",
    )
