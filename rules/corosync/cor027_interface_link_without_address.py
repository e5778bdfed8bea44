"""# COR027 interface-link-without-address

An `interface` section describes a link for which no node has an address, or one that another section
describes, too.

## Why

With knet and udpu such a section makes a link without nodes, and the daemon refuses the file: `Not all
nodes have the same number of links`. With udp, and in 2.x, it is ignored. Two sections for one link
become one: where both set a key the later one wins. Mostly the number is wrong or missing.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    interface {
        linknumber: 1
        mcastport: 5415
    }
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
    version: 2
    interface {
        mcastport: 5405
    }
    interface {
        mcastport: 5415
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    interface {
        linknumber: 1
        mcastport: 5415
    }
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): linknumber
* the daemon, `corosync -t`
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule
from hadoctor.syntax.tree import Section


@rule("COR027", severity=Severity.ERROR)
def interface_link_without_address(corosync: Corosync) -> Findings:
    yield from _twice(corosync)
    addressed = {number for node in corosync.nodes for number in node.addresses}
    configured = {link.number for link in corosync.links}
    what = "ring" if corosync.target.before("3.0") else "link"
    for number, keys in sorted(corosync.interfaces.items()):
        own = "bindnetaddr" in keys and corosync.target.before("3.0")
        if number in addressed or own or not corosync.candidates or number not in range(8):
            continue
        entry = next(iter(keys.values()))
        refused = number in configured and len(configured) > 1
        yield Finding(
            f"this section is for {what} {number}, and no node has a ring{number}_addr",
            at=entry.section.head_span,
            why="a link without nodes is refused" if refused else "the section has no effect",
            blocks=Blocks.LOAD if refused else None,
            severity=None if refused else Severity.WARNING,
            fix=Fix("correct the number, or add the addresses", (), Applicability.GUIDED),
        )


def _twice(corosync: Corosync) -> Iterator[Finding]:
    """Two sections that set one key of one link to different values."""
    key = "ringnumber" if corosync.target.before("3.0") else "linknumber"
    first: dict[str, Entry] = {}
    told: set[Section] = set()
    for entry in corosync.cmap.stored:
        parts = entry.path.split(".")
        if entry.path[:16] != "totem.interface." or len(parts) != 4 or not parts[2].isdigit():
            continue
        earlier = first.setdefault(entry.path, entry)
        if entry.section is earlier.section or entry.value == earlier.value:
            continue
        if entry.section in told or (key == "linknumber" and _has(entry.section, "ringnumber")):
            continue  # COR012
        told.add(entry.section)
        yield Finding(
            f"{entry.pair.key} of link {parts[2]} is set twice, in two sections: '{earlier.text}' and"
            f" '{entry.text}'",
            at=entry.span,
            notes=(Note(earlier.span, "this one is lost"),),
            why=f"a section without {key} is for link 0, and the later one wins",
            fix=Fix(f"give every section its {key}", (), Applicability.GUIDED),
        )


def _has(section: Section, key: str) -> bool:
    return any(getattr(child, "key", "") == key for child in section.children)
