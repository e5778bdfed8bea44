"""# CLU001 config-differs

Two files of one cluster do not say the same.

## Why

All nodes need the same `totem`, `nodelist` and `quorum` sections. A node with another list of nodes
talks to other hosts and counts other votes; with another key, cipher, transport or port it stays alone;
with other timers it declares nodes lost that the rest still waits for. Comments, order, `logging`, and
what is a node's own (`bindnetaddr`, `keyfile`, `system`, `uidgid`) may differ. Files are of one cluster
when they have the same `cluster_name`, and the same nodes or an address in common.

## When to ignore it

When one of the files is an old one that is kept, or when the files are of two clusters that only have
the same names: then give the clusters names of their own.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
    token: 5000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

```file node2/corosync.conf
totem {
    version: 2
    cluster_name: shop
    token: 1000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
logging {
    to_syslog: yes
}
```

```file node2/corosync.conf
# A copy of the one on node1.
nodelist {
    node {
        nodeid: 1
        name: node1
        ring0_addr: 10.0.0.1
    }
}
totem {
    cluster_name: shop
    version: 2
}
```

## Sources

* corosync.conf(5)
* corosync-cfgtool(8): a reload reads the file of each node
"""

from collections.abc import Iterator
from itertools import islice

from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity, Unchecked
from hadoctor.model.clusters import Cluster
from hadoctor.model.differences import Difference, Said, differences
from hadoctor.rule import Findings, rule

FIX = Fix("copy the right file to all nodes", (), Applicability.GUIDED)
SECRET = "totem.key"
MOST = 1000
"""So many differences of one cluster are looked at."""
FRAMED = 4
"""Of one key that differs for many nodes, so many are shown."""


@rule("CLU001", severity=Severity.ERROR)
def config_differs(fleet: Fleet) -> Findings:
    for cluster in fleet.clusters:
        for found in _by_key(cluster):
            if isinstance(found, Unchecked):
                yield found
                continue
            first, *more = found
            notes = [Note(first.other_at, "the other file")]
            for one in more[: FRAMED - 1]:
                notes += [Note(one.at, "this, too"), Note(one.other_at, "the other file")]
            yield Finding(
                _message(first, len(more)),
                at=first.at,
                notes=tuple(dict.fromkeys(notes)),
                why="all nodes of a cluster need the same configuration",
                fix=FIX,
            )


def _by_key(cluster: Cluster) -> Iterator[list[Difference] | Unchecked]:
    """What differs for several nodes in the same way is one defect."""
    found: dict[tuple[object, ...], list[Difference]] = {}
    for number, one in enumerate(islice(differences(cluster), MOST + 1)):
        if number == MOST:
            yield Unchecked(f"more than {MOST} differences; the rest is not listed", one.at)
            break
        side = one.option or bool(one.mine.value)
        found.setdefault((side, one.mine.file, one.other.file), []).append(one)
    yield from found.values()


def _message(found: Difference, more: int) -> str:
    other = found.other.file.source.name
    if found.option == SECRET and found.mine.entry and found.other.entry:
        return f"{SECRET} is not the same as in '{other}', of the same cluster"
    node = f"node '{found.node}'" + (f" (and {more} more)" if more else "")
    if not found.option:
        here = "is in the nodelist" if found.mine.value else "is not in the nodelist"
        there = "is not there" if found.mine.value else "is there"
        return f"{node} {here}; in '{other}', of the same cluster, it {there}"
    what = f"{found.option} of {node}" if found.node else found.option
    here, there = _is(found, found.mine), _is(found, found.other)
    return f"{what} {here}; in '{other}', of the same cluster, it {there}"


def _is(found: Difference, said: Said) -> str:
    if said.entry is None:
        return "is not set"
    return "is set" if found.option == SECRET else f"is '{said.entry.span.text}'"
