"""# COR005 unknown-key

A key that corosync does not know in its section.

## Why

Corosync stores any key and says nothing about those that it never looks for: a misspelt `two_nodes: 1`,
a `token` in the wrong section, or an option of another release has no effect, and the default counts.

In `node` and `logger_subsys` other programs may keep keys of their own; only what is close to a known key
is reported there.

## When to ignore it

A key that another program reads with `corosync-cmapctl`.

## Bad

```corosync
totem {
    version: 2
    concensus: 6000
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
        two_node: 1
    }
}
```

```corosync corosync=3.0
totem {
    version: 2
    knet_mtu: 1400
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
    consensus: 6000
    knet_mtu: 1400
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
        rack: r12
    }
}
```

## Sources

* corosync.conf(5), votequorum(5), corosync-qdevice(8)
* the daemon, started, and `corosync-cmapctl`
"""

from collections.abc import Iterator

from hadoctor.edit import rename
from hadoctor.finding import Applicability, Severity
from hadoctor.model.blemish import illegal
from hadoctor.model.cause import Cause, findings
from hadoctor.model.cmap import PATH_MAX
from hadoctor.model.corosync import Corosync
from hadoctor.model.names import dotted
from hadoctor.model.outline import Place, pairs
from hadoctor.model.releases import elsewhen, near_key
from hadoctor.model.words import either
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Pair

# Sections in which other programs may keep keys of their own.
_FREE = ("nodelist.node", "logging.logger_subsys", "logging.logging_daemon")
# What people write where the right key is not close by its letters.
_MEANT = {
    "nodelist.node.id": "nodeid",
    "nodelist.node.vote": "quorum_votes",
    "nodelist.node.votes": "quorum_votes",
    "nodelist.node.addr": "ring0_addr",
    "nodelist.node.address": "ring0_addr",
    "nodelist.node.ring0": "ring0_addr",
    "nodelist.node.ring1": "ring1_addr",
    "totem.interface.port": "mcastport",
}


@rule("COR005", severity=Severity.WARNING)
def unknown_key(corosync: Corosync) -> Findings:
    yield from findings(_causes(corosync))


def _causes(corosync: Corosync) -> Iterator[Cause]:
    said: dict[tuple[str, str], tuple[str, str | None] | None] = {}
    siblings: dict[int, set[str]] = {}
    for place, pair in pairs(corosync.document):
        section, key = place.path, pair.key
        if not section or section not in corosync.schema.sections:
            continue  # COR017, COR014
        if corosync.schema.option(section, key) or illegal(key) or not key.strip(":"):
            continue  # known, COR038
        if section == "totem.interface.member" or section.startswith("uidgid"):
            continue  # COR039, COR033
        if len(section) + len(key) + 1 >= PATH_MAX:
            continue  # COR037
        if (section, key) not in said:
            said[section, key] = _judge(corosync, section, key)
        judged = said[section, key]
        if judged:
            if id(place.around) not in siblings:
                inside = place.around.children
                siblings[id(place.around)] = {c.key for c in inside if isinstance(c, Pair)}
            there = judged[1] in siblings[id(place.around)]
            cause = _cause(place, pair, *judged, there)
            if cause:
                yield cause


def _judge(corosync: Corosync, section: str, key: str) -> tuple[str, str | None] | None:
    """What is wrong with the key, and the key that was meant; None: nothing is known to be."""
    whole = dotted(corosync.schema, f"{section}.{key}") if "." in key else None
    if whole:
        message = f"{key} is stored as a text: a number counts in its section only"
        # A text counts under its path, too.
        return (message, None) if whole.kind.bounds else None
    if other := elsewhen(f"{section}.{key}", corosync.target):
        return f"corosync {corosync.target.name} does not know {key}; {other} does", None
    meant = _MEANT.get(f"{section}.{key}")
    homes = [s for s in corosync.schema.elsewhere(key) if _plausible(section, s)]
    if homes and not meant:
        return f"{key} has no effect in {section}: it belongs into {either(homes[:3])}", None
    meant = meant or near_key(corosync.schema, section, key)
    if section in _FREE and not meant:
        return None
    message = f"corosync knows no key '{key}' in {section}"
    return (f"{message}; did you mean {meant}?" if meant else message), meant


def _cause(place: Place, pair: Pair, message: str, meant: str | None, there: bool) -> Cause | None:
    """`there`: the key that was meant stands in the section, too."""
    if there and place.path in _FREE:
        return None  # probably no mistake
    return Cause(
        f"{place.path}.{pair.key}",
        message,
        pair.key_span,
        rename(pair, meant) if meant and not there else None,
        f"write {meant}",
        Applicability.UNSAFE,
        severity=Severity.ERROR if meant and _decides(place.path, meant) else None,
        why="corosync stores it, and nobody looks for it there",
    )


def _plausible(section: str, home: str) -> bool:
    """In a section with free keys only a key of totem or quorum itself is surely a misplaced one."""
    if section.startswith("logging."):
        return home == "logging"
    return section not in _FREE or home in ("totem", "totem.interface", "quorum")


def _decides(section: str, meant: str) -> bool:
    """Whether a misspelt key decides on quorum or on who a node is."""
    return section in ("quorum", "nodelist.node") or meant in ("version", "cluster_name")
