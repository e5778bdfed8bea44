"""# COR024 missing-node-name

A node has no `name`.

## Why

With more than one link the daemon insists on names: `for a multi-link configuration, all nodes must
have a 'name' attribute`. With one link it goes without, but Pacemaker then has to ask the host for its
name, and a host that is renamed, or says its name with a domain, is another node to it.

## When to ignore it

With one link, when the hosts never change their names.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
        nodeid: 2
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
        ring1_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.1.0.2
        name: node2
        nodeid: 2
    }
}
```

## Sources

* corosync.conf(5): name
* the daemon, `corosync -t`
"""

from hadoctor.edit import append
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule


@rule("COR024", severity=Severity.INFO)
def missing_node_name(corosync: Corosync) -> Findings:
    links = corosync.links if corosync.target.since("3.0") else ()
    # The daemon asks as many nodes, counted from the first, as the first link has.
    asked = len(links[0].members) if len(links) > 1 else 0
    nameless = sorted(
        (n for n in corosync.nodes if n.name is None and (n.addresses or n.position < asked)),
        key=lambda n: n.position,
    )
    refused = asked > sum(n.position < asked and n.name is not None for n in corosync.nodes)
    if not (nameless or refused) or not corosync.absent("nodelist.node.name"):
        return
    names = ", ".join(f"'{n.label}'" for n in nameless[:3]) + (", …" if len(nameless) > 3 else "")
    names = names or "a node section that stores nothing"
    edits = []
    for node in nameless:
        entry = node.addresses.get(0)
        if entry and isinstance(address.parse(entry.text), address.Name) and node.section.closed:
            edits.append(append(node.section, f"name: {entry.text}"))
    all_known = bool(edits) and len(edits) == len(nameless)
    yield Finding(
        f"no name for {names}",
        at=nameless[0].span if nameless else corosync.place("nodelist"),
        notes=also([n.span for n in nameless], "none here either"),
        why="with several links corosync refuses the file"
        if refused
        else "Pacemaker takes the host name instead",
        blocks=Blocks.LOAD if refused else None,
        severity=Severity.ERROR if refused else None,
        fix=Fix("take the host name", tuple(edits), Applicability.UNSAFE)
        if all_known
        else Fix("give every node the name that it has in Pacemaker", (), Applicability.GUIDED),
    )
