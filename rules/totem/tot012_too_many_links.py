"""# TOT012 too-many-links

There are more links, or higher link numbers, than the release or the transport takes.

## Why

knet has the links 0 to 7, udp and udpu have one: `too many configured interfaces for non-Knet
transport`. 2.x has the rings 0 and 1, and the second one only with `rrp_mode: active` or `passive`; a
ring needs the one before it. 2.x and 3.0 do not look at the numbers that only other nodes use, and
write past the end of their tables: they crash, or go on with damaged memory.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
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

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring8_addr: 10.1.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: test
    secauth: off
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        nodeid: 1
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
}
```

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: test
    secauth: off
    rrp_mode: passive
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.1.0.1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): linknumber, rrp_mode
* the daemon, `corosync -t`
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import Link
from hadoctor.model.outline import also
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

MANY = Fix("use the links that there are", (), Applicability.GUIDED)


@rule("TOT012", severity=Severity.ERROR)
def too_many_links(corosync: Corosync) -> Findings:
    old = corosync.target.before("3.0")
    yield from _numbers(corosync, 1 if old else 7)
    used = [link for link in corosync.links if _addressed(corosync, link)]
    places = [_place(corosync, link) for link in used]
    if old and used and [link.number for link in used] != list(range(len(used))):
        yield Finding(
            f"there is a ring {used[-1].number}, and no ring {len(used) - 1}",
            at=places[-1],
            why="corosync 2 looks for the rings in turn, and refuses the file",
            blocks=Blocks.LOAD,
            fix=Fix("number the rings 0 and 1", (), Applicability.GUIDED),
        )
    elif len(used) > 1 and (old or corosync.transport != "knet"):
        mode = corosync.entry("totem.rrp_mode")
        if old and mode and mode.text != "none":
            return
        limit = f"{corosync.transport} has one"
        if old:
            limit = f"rrp_mode is {mode.text if mode else 'not set'}"
        yield Finding(
            f"{len(used)} {'rings' if old else 'links'} are configured, and {limit}",
            at=places[1],
            notes=(Note(places[0], "the first one"),),
            why="corosync refuses the file",
            blocks=Blocks.LOAD,
            fix=Fix("set rrp_mode: passive", (), Applicability.GUIDED) if old else MANY,
        )


def _numbers(corosync: Corosync, highest: int) -> Iterator[Finding]:
    """Link numbers that do not exist. Those of other nodes alone are seen since 3.1."""
    high: dict[int, list[Span]] = {}
    for node in corosync.nodes:
        for number, entry in node.addresses.items():
            high.setdefault(number, []).append(entry.pair.key_span)
    for number, keys in corosync.interfaces.items():
        if corosync.target.since("3.0") or "bindnetaddr" in keys:
            high.setdefault(number, []).append(next(iter(keys.values())).section.head_span)
    configured = {link.number for link in corosync.links}
    seen = {link.number for link in corosync.links if link.keys or link.local}
    for number, places in sorted(high.items()):
        if 0 <= number <= highest:
            continue
        refused = number in (configured if corosync.target.since("3.1") else seen)
        ignored = number not in configured and not any(
            number in n.addresses for n in corosync.nodes
        )
        what = "ring" if corosync.target.before("3.0") else "link"
        yield Finding(
            f"there is no {what} {number}: the last one is {what} {highest}",
            at=places[0],
            notes=also(places, "here, too"),
            why="corosync refuses the file"
            if refused
            else "corosync ignores the section"
            if ignored
            else "corosync does not check it on the other nodes, and damages its memory",
            blocks=Blocks.LOAD if refused else None,
            severity=Severity.WARNING if ignored else None,
            fix=MANY,
        )


def _addressed(corosync: Corosync, link: Link) -> bool:
    """Whether there is more to the link than an interface section, which is COR027's."""
    own = [link.number in node.addresses for node in corosync.candidates]
    return bool(link.members) or "bindnetaddr" in link.keys or (bool(own) and all(own))


def _place(corosync: Corosync, link: Link) -> Span:
    for node in (*corosync.candidates, *(m.node for m in link.members)):
        if link.number in node.addresses:
            return node.addresses[link.number].pair.key_span
    return link.keys["bindnetaddr"].section.head_span
