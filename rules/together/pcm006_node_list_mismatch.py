"""# PCM006 node-list-mismatch

The nodes of the CIB are not those of corosync.conf.

## Why
A cluster node that the CIB has and corosync has not counts as lost: it is fenced, or blocks the start of
resources while it cannot be. It is left when a node was renamed or removed on one side only, or comes from the
node list of an installation (`node1`, `localhost`). With another id the same name is a second node. A node that
only corosync knows has not joined yet, or has another name there.

## When to ignore it
When the two files are not of the same time.

## Bad
```crm
node 1: alice
node 2: bob
node 3: node1
property stonith-enabled=true
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
```

## Good
```crm
node 1: alice
node 2: bob
node far:remote
property stonith-enabled=true
```

```file corosync.conf
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
```

## Sources
* Pacemaker Explained, "Cluster Nodes"
* crm_node(8), crm_simulate
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker.membership import corosync_names
from hadoctor.model.pacemaker.nodes import Node
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule


@rule("PCM006", severity=Severity.ERROR)
def node_list_mismatch(corosync: Corosync, pacemaker: Pacemaker) -> Findings:
    members: dict[str, Node] = {}
    for node in pacemaker.members:
        first = members.setdefault(node.name.lower(), node)
        if first is not node and node.name:
            yield Finding(
                f"two nodes are called '{node.name}'",
                node.name_at,
                notes=(Note(first.name_at, "the first one"),),
                why="for Pacemaker these are two nodes; one of them is lost for ever",
            )
    members.pop("", None)
    if not members or not corosync.nodelist_read:
        return
    named, unnamed = corosync_names(corosync)
    if unnamed:
        why = "a node of corosync.conf has no name: Pacemaker calls it by its host name"
        yield Unchecked(why, unnamed[0].span)
        return
    for key, node in members.items():
        other = named.get(key)
        if other is None:
            yield Finding(
                f"corosync.conf has no node '{node.name}'",
                node.name_at,
                notes=(Note(corosync.place("nodelist"), "its nodes"),),
                why="the cluster waits for it, and fences it",
                fix=Fix(f"crm node delete {node.name}, if it is gone", (), Applicability.GUIDED),
            )
        elif other.nodeid is not None and _id(node) not in (None, other.nodeid):
            yield Finding(
                f"node '{node.name}' has id {_id(node)}, in corosync.conf {other.nodeid}",
                node.element.place("id"),
                notes=(Note(other.span, "there"),),
                why="for Pacemaker these are two nodes with one name",
            )
    missing = [node for key, node in named.items() if key not in members]
    if missing and pacemaker.whole:
        names = ", ".join(f"'{node.label}'" for node in missing[:8])
        yield Finding(
            f"the CIB has no node {names} of corosync.conf",
            next(iter(members.values())).span,
            notes=tuple(Note(node.span, f"'{node.label}'") for node in missing[:8]),
            why="it has not joined yet, or has another name there",
            severity=Severity.WARNING,
        )


def _id(node: Node) -> int | None:
    """The id, where it is written and a number; older clusters have UUIDs."""
    value = node.element.attributes.get("id")
    text = value.text if value is not None and value.written else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
