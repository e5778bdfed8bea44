"""# COR033 uidgid-unknown

A `uidgid` section, or a file of `uidgid.d`, names no user or group, or holds something else.

## Why

`uidgid { uid: hacluster }` lets the programs of that user talk to corosync. The daemon looks the name up
while it reads the file, and refuses the file when it does not know it: such a file loads on one node and
fails on another. Only `uid` and `gid` may stand there. 4294967295, a negative number and an empty value
are no account on any node.

Corosync reads every file in `uidgid.d`, whatever its name: also the backup of an editor and what a
package manager saved. It refuses to start for any key or section there but `uidgid { uid gid }`.

Names other than root, only the node can look up: without the node they are said to be unchecked.

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

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
uidgid {
    user: root
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
uidgid {
    uid: root
}
```

## Sources

* corosync.conf(5)
* the daemon, `corosync -t`
"""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import UidgidFile
from hadoctor.finding import Blocks, Finding, Severity, Unchecked
from hadoctor.model.cmap import FaultKind
from hadoctor.model.corosync import CorosyncFile
from hadoctor.model.numbers import strtol
from hadoctor.model.outline import outline, pairs
from hadoctor.rule import Findings, rule
from hadoctor.source import Span
from hadoctor.syntax.tree import Document, Pair, Section

_ALLOWED = ("uidgid.uid", "uidgid.gid")
_BACKUPS = ("~", ".swp", ".bak", ".old", ".orig", ".save", ".rpmsave", ".rpmnew", ".rpmorig")
_BACKUPS_2 = (".dpkg-old", ".dpkg-new", ".dpkg-dist", ".ucf-old", ".ucf-dist")


@rule("COR033", severity=Severity.ERROR)
def uidgid_unknown(corosync: CorosyncFile | Unknown, extra: UidgidFile | Unknown) -> Findings:
    if isinstance(corosync, CorosyncFile):
        for fault in corosync.cmap.faults:
            inner = fault.kind is FaultKind.SUBSECTION and fault.path.startswith("uidgid.")
            if inner or fault.kind is FaultKind.FOREIGN_IN_UIDGID:
                yield _foreign(fault.at, "section" if inner else "key")
        for place, pair in pairs(corosync.document):
            if place.path.split(".")[0] == "uidgid" and pair.key in ("uid", "gid"):
                yield from _account(pair)
    if isinstance(extra, UidgidFile):
        yield from _file(extra.document)


def _foreign(at: Span, what: str) -> Finding:
    return Finding(
        f"{what} '{at.text}' in uidgid, which takes uid and gid only",
        at=at,
        why="corosync refuses the whole file for it",
        blocks=Blocks.LOAD,
    )


def _account(pair: Pair) -> Iterator[Finding | Unchecked]:
    kind = "user" if pair.key == "uid" else "group"
    number = strtol(pair.value)
    if pair.value == "root" or (number is not None and 0 <= number < 4294967295):
        return
    if not pair.value or (number is not None and number <= 4294967295):
        yield Finding(
            f"'{pair.value}' is no {kind} on any node" if pair.value else f"{pair.key} is empty",
            at=pair.value_span if pair.value else pair.span,
            why="corosync refuses the whole file for it",
            blocks=Blocks.LOAD,
        )
    else:
        name = pair.value_span.text
        yield Unchecked(f"needs the node: whether there is a {kind} {name}", pair.value_span)


def _file(document: Document) -> Iterator[Finding | Unchecked]:
    """A file of uidgid.d."""
    name = document.source.name.rpartition("/")[2]
    if name.startswith(".") or name.endswith(_BACKUPS + _BACKUPS_2):
        yield Finding(
            f"'{name}' looks like a backup, and corosync reads it, too",
            at=Span(document.source, 0, 0),
            why="who is in it may talk to the daemon",
            severity=Severity.WARNING,
        )
    for problem in document.problems:
        yield Finding(
            f"a file of uidgid.d that cannot be read: {problem.kind.value}",
            at=problem.at,
            why="corosync refuses to start for it" if problem.refused else "the line is dropped",
            blocks=Blocks.LOAD if problem.refused else None,
        )
    for place in outline(document):
        node = place.node
        if isinstance(node, Section) and place.own_path != "uidgid":
            yield _foreign(node.name_span, "section")
        elif isinstance(node, Pair):
            if f"{place.path}.{node.key}".lstrip(".") in _ALLOWED:
                yield from _account(node)
            else:
                yield _foreign(node.key_span, "key")
