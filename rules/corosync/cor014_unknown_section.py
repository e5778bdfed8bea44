"""# COR014 unknown-section

A section that corosync does not know where it stands.

## Why

Corosync takes any section and reads nothing of one that it does not know: a misspelt `nodeslist`, an
`interface` or `node` that a `}` too early has put outside of its place, a `Totem` in capitals. All of its
content is without effect, and the daemon says nothing.

A section inside of `node` is worse before 3.1.10: its `}` ends the node as well, and the keys behind it
go to the next node.

## When to ignore it

A section that another program reads with `corosync-cmapctl`.

## Bad

```corosync
totem {
    version: 2
}
interface {
    linknumber: 0
    mcastport: 5410
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
quorom {
    provider: corosync_votequorum
}
```

## Good

```corosync
totem {
    version: 2
    interface {
        linknumber: 0
        mcastport: 5410
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Sources

* corosync.conf(5)
* the daemon, started, and `corosync-cmapctl`
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.blemish import illegal
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import Place, broken_heads, is_section, outline
from hadoctor.model.releases import elsewhen, near_section
from hadoctor.model.words import either
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair, Section

# Sections of corosync 1: COR011, COR025.
_OLD = ("service", "aisexec", "amf")
_VITAL = ("totem", "nodelist", "node", "quorum", "device", "interface")


@rule("COR014", severity=Severity.WARNING)
def unknown_section(corosync: Corosync) -> Findings:
    broken = broken_heads(corosync.document)
    for place in outline(corosync.document):
        node = place.node
        if not isinstance(node, Section) or is_section(corosync.schema, place.own_path):
            continue
        if place.path and not is_section(corosync.schema, place.path):
            continue  # all of the section around it is unknown
        if not node.name or node.name_span.line in broken or place.own_path in _OLD:
            continue  # COR036, COR002, COR011 and COR025
        if illegal(node.name) and any(isinstance(c, Pair) for c in node.children):
            continue  # COR038, COR019
        if place.path == "nodelist.node":
            if corosync.target.before("3.1.10"):
                yield _in_node(place, node)
        elif not place.path.startswith(("uidgid", "totem.interface.member")) and (
            # COR040 before that release
            not place.path.startswith("logging.l") or corosync.target.since("3.1.10")
        ):
            yield _unknown(corosync, place, node)


def _in_node(place: Place, node: Section) -> Finding:
    behind = [
        child.key_span
        for child in place.around.children[place.place + 1 :]
        if isinstance(child, Pair)
    ]
    return Finding(
        f"section '{node.name_span.text}' inside of a node ends the node",
        at=node.head_span,
        notes=tuple(Note(span, "this goes to the next node") for span in behind),
        why="before 3.1.10 the first } is the end of the node for corosync",
        severity=Severity.ERROR if behind else None,
    )


def _unknown(corosync: Corosync, place: Place, node: Section) -> Finding:
    name = node.name_span.text
    where = f" in {place.path}" if place.path else ""
    homes = sorted(
        s.rpartition(".")[0] or "the top level"
        for s in corosync.schema.sections
        if s.rpartition(".")[2] == node.name
    )
    other = elsewhen(place.own_path, corosync.target)
    meant = near_section(corosync.schema, place.own_path)
    message = f"corosync knows no section '{name}'{where}"
    if other:
        message = f"corosync {corosync.target.name} knows no section '{name}'{where}; {other} does"
    elif homes:
        message += (
            f": it belongs {'' if homes[0].startswith('the top') else 'into '}{either(homes)}"
        )
    elif meant:
        message += f"; did you mean {meant}?"
    vital = not other and (meant in _VITAL or node.name in _VITAL)
    return Finding(
        message.replace("belongs the", "belongs at the"),
        at=node.head_span,
        why="nothing of what stands in it has any effect",
        severity=Severity.ERROR if vital else None,
    )
