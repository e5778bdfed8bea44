"""# TOT014 mixed-family-on-link

An address is of an IP version that cannot be used where it stands.

## Why

All nodes have to use IPv4 or IPv6 alike on one link: `Nodes for link 0 have different IP families`. An
address of the version that `ip_version` excludes is refused; without `ip_version` udp, and all of 2.x,
know IPv4 only. 2.x drops such a node in silence, if it is not its own. An IPv6 node needs a `nodeid`,
because none can be made of its address.

## When to ignore it

Never.

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
    node {
        ring0_addr: fd00::2
        name: node2
        nodeid: 2
    }
}
```

```corosync
totem {
    version: 2
    transport: udpu
}
nodelist {
    node {
        ring0_addr: fd00::1
        name: node1
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
        ring0_addr: fd00::1
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
        ring1_addr: fd00::1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: fd00::2
        name: node2
        nodeid: 2
    }
}
```

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: test
    secauth: off
    ip_version: ipv6
}
nodelist {
    node {
        ring0_addr: fd00::1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): ip_version, nodeid
* the daemon, `corosync -t`, and started
"""

from collections.abc import Iterator

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.uses import Use, uses
from hadoctor.rule import Findings, rule


@rule("TOT014", severity=Severity.ERROR)
def mixed_family_on_link(corosync: Corosync) -> Findings:
    yield from _excluded(corosync)
    yield from _mixed(corosync)
    yield from _without_id(corosync)


def _excluded(corosync: Corosync) -> Iterator[Finding]:
    bad = [u for u in uses(corosync) if u.key != "mcastaddr" and _wrong(corosync, u.entry)]
    setting = corosync.entry("totem.ip_version")
    known = setting is None or setting.option is None or setting.text in setting.option.words
    if not bad or not known:
        return  # COR018
    bad.sort(key=lambda use: use.blocks is None)
    first = bad[0]
    blocks = first.blocks or _no_votes(corosync, bad)
    family = 6 if corosync.families == (4,) else 4
    limit = f"ip_version is {setting.text}" if setting else "without ip_version only IPv4 is used"
    why = "corosync drops the address without a word, and never contacts that node"
    if blocks:
        why = "corosync refuses the file" if blocks is Blocks.LOAD else "corosync does not start"
    yield Finding(
        f"{first.key} '{first.entry.text}' is IPv{family}, and {limit}",
        at=first.entry.span,
        notes=also([use.entry.span for use in bad], f"IPv{family}, too"),
        why=why,
        blocks=blocks,
        fix=Fix("set ip_version, or other addresses", (), Applicability.GUIDED),
    )


def _wrong(corosync: Corosync, entry: Entry) -> bool:
    return isinstance(parse(entry.text), Literal) and corosync.usable(entry.text) is False


def _no_votes(corosync: Corosync, bad: list[Use]) -> Blocks | None:
    """2.x with bindnetaddr starts without finding itself in the nodelist, but nobody can vote."""
    lost = not corosync.candidates and all(use.node for use in bad) and bool(corosync.links)
    votes = corosync.votes
    return Blocks.START if lost and votes.counted and not votes.expected_votes else None


def _mixed(corosync: Corosync) -> Iterator[Finding]:
    for link in corosync.links if corosync.target.since("3.0") else ():
        known = [(m, m.address) for m in link.members]
        literals = [
            (m, a) for m, a in known if isinstance(a, Literal) and a.family in corosync.families
        ]
        others = [m for m, a in literals if a.family != literals[0][1].family]
        if others:
            first = literals[0][0]
            yield Finding(
                f"'{others[0].entry.text}' and '{first.entry.text}' are of two IP versions, on link"
                f" {link.number}",
                at=others[0].entry.span,
                notes=(Note(first.entry.span, "the other one"),),
                why="corosync refuses the file: all nodes use one version on a link",
                blocks=Blocks.LOAD,
                fix=Fix("use one version on the link", (), Applicability.GUIDED),
            )


def _without_id(corosync: Corosync) -> Iterator[Finding]:
    if corosync.transport == "knet" or not corosync.absent("nodelist.node.nodeid"):
        return
    old = corosync.target.before("3.0")
    nodes = [corosync.local] if old else list(corosync.nodes)
    for node in nodes:
        entry = node.addresses.get(0) if node else None
        literal = parse(entry.text) if entry else None
        if not node or not entry or node.nodeid:
            continue
        if not isinstance(literal, Literal) or literal.family == 4:
            continue
        if old and (6 not in corosync.families or corosync.number("totem.nodeid")):
            continue
        if not old and (not corosync.nodelist_read or _wrong(corosync, entry)):
            continue
        # 2.x asks because of the multicast address, and aborts at the start where there is none.
        group = corosync.absent("totem.cluster_name") and "mcastaddr" not in corosync.links[0].keys
        yield Finding(
            f"'{node.label}' has an IPv6 address and no nodeid",
            at=node.span,
            why="no id can be made of an IPv6 address",
            blocks=Blocks.START if old and group else Blocks.LOAD,
            fix=Fix("give every node a nodeid", (), Applicability.GUIDED),
        )
        return
