"""# CLU003 config-version-differs

Two files of one cluster have different versions.

## Why

A node sends its `config_version` when it joins. If another node has a higher one, the node stops:
`Received config version (8) is different than my config version (7)! Exiting`. A running cluster goes
on; the node with the old file is missing after its next start. A file without `config_version`, or with
0, is not compared.

## When to ignore it

When the older file is one that is kept on purpose, and on no node.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
    config_version: 8
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```file node2/corosync.conf
totem {
    version: 2
    cluster_name: shop
    config_version: 7
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
    cluster_name: shop
    config_version: 8
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```file web/corosync.conf
totem {
    version: 2
    cluster_name: web
    config_version: 7
}
nodelist {
    node {
        ring0_addr: 10.0.0.2
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): config_version
* the daemon: exec/cmap.c
"""

from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.rule import Findings, rule


@rule("CLU003", severity=Severity.WARNING)
def config_version_differs(fleet: Fleet) -> Findings:
    for cluster in fleet.clusters:
        entries = [file.entry("totem.config_version") for file in cluster.files]
        versions = [(entry.number, entry) for entry in entries if entry and entry.number]
        if not versions:
            continue
        highest, newest = max(versions, key=lambda pair: pair[0] or 0)
        for number, entry in versions:
            if number != highest:
                name = newest.span.source.name
                yield Finding(
                    f"config_version is {number}; in '{name}', of the same cluster, it is {highest}",
                    at=entry.span,
                    notes=(Note(newest.span, "the newest one"),),
                    why="corosync with the lower one stops when it joins a node with the higher one",
                    fix=Fix("copy the newest file to all nodes", (), Applicability.GUIDED),
                )
