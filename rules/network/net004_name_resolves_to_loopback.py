"""# NET004 name-resolves-to-loopback

A node's address is a host name, and the hosts file gives that name a loopback address.

## Why

Installers of Debian and Ubuntu write the host's own name behind 127.0.1.1. Corosync asks for the name,
takes the loopback address, and the node is alone: every node is a cluster of its own, and each may start
everything. 2.x does not start with it. A second line with the right address does not help: the loopback
address is sorted first. Where the nodelist has addresses and only the node's name is such a name,
corosync is not concerned; other programs that look the name up are.

## When to ignore it

With a line for the node's name alone, when nothing else looks that name up.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: node2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
127.0.1.1 node1
10.0.0.1 node1
10.0.0.2 node2
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: node2
        name: node2
        nodeid: 2
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node1
10.0.0.2 node2
```

## Sources

* corosync.conf(5): ringX_addr, ip_version
* the daemon, started; getaddrinfo(3)
"""

from hadoctor.edit import set_value
from hadoctor.facts import Unknown
from hadoctor.facts.hosts import Hosts, Mapping
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.cmap import Entry
from hadoctor.model.corosync import Corosync
from hadoctor.model.outline import also
from hadoctor.model.uses import uses
from hadoctor.rule import Findings, rule


@rule("NET004", severity=Severity.ERROR, explains=("RUN002", "RUN004", "RUN005"))
def name_resolves_to_loopback(
    corosync: Corosync, hosts: Hosts, resolver: Names | Unknown
) -> Findings:
    if len(corosync.nodes) == 1:
        return
    entries = [u.entry for u in uses(corosync) if u.key != "mcastaddr"]
    found = [
        (entry, line)
        for entry, line in _looped(entries, corosync, hosts)
        if _live(entry, corosync, resolver) is not False
    ]
    if found:
        entry, line = found[0]
        yield Finding(
            f"{entry.pair.key} '{entry.text}' is {line.literal} in the hosts file, a loopback address",
            at=entry.span,
            notes=(_note(line), *also([e.span for e, _ in found], "this one, too")),
            why="no other node can reach it"
            if corosync.target.since("3.0")
            else "corosync does not find itself, and no other node can reach it",
            fix=_fix([e for e, _ in found], corosync, hosts),
        )
        return
    else_ = next((e for e in entries if _live(e, corosync, resolver)), None)
    if else_ is not None:
        yield Finding(
            f"{else_.pair.key} '{else_.text}' resolves to a loopback address on this host",
            at=else_.span,
            notes=(Note(said(f"getent hosts {else_.text}"), "not by the hosts file"),),
            why="no other node can reach it",
            fix=Fix("write the address of the node", (), Applicability.GUIDED),
        )
        return
    names = _looped([n.name for n in corosync.nodes if n.name], corosync, hosts)
    if names:
        entry, line = names[0]
        yield Finding(
            f"the name '{entry.text}' is {line.literal} in the hosts file, a loopback address",
            at=entry.span,
            notes=(_note(line), *also([e.span for e, _ in names], "this one, too")),
            why="corosync takes the addresses of the nodelist; other programs look the name up",
            severity=Severity.INFO,
        )


def _looped(entries: list[Entry], corosync: Corosync, hosts: Hosts) -> list[tuple[Entry, Mapping]]:
    found = []
    for entry in entries:
        if isinstance(parse(entry.text), Name):
            line = hosts.resolve(entry.text, corosync.families)
            if line and line.literal.loopback:
                found.append((entry, line))
    return found


def _live(entry: Entry, corosync: Corosync, resolver: Names | Unknown) -> bool | None:
    """Whether the host's resolver gives a loopback address; None where it was not asked."""
    answer = resolver.of(entry.text) if isinstance(resolver, Names) else None
    if answer is None or not answer.addresses:
        return None
    found = [a for a in map(parse, answer.addresses) if isinstance(a, Literal)]
    for family in corosync.families:
        first = next((a for a in found if a.family == family), None)
        if first is not None:
            return first.loopback
    return None


def _note(line: Mapping) -> Note:
    return Note(line.name, f"this line gives it {line.address.text}")


def _fix(entries: list[Entry], corosync: Corosync, hosts: Hosts) -> Fix:
    """The address of another line, where the hosts file has one for each name."""
    edits = []
    for entry in entries:
        for line in hosts.mappings(entry.text):
            if line.literal.family in corosync.families and not line.literal.loopback:
                edits.append(set_value(entry.pair, str(line.literal)))
                break
    if len(edits) < len(entries):
        return Fix("write the address of the node", (), Applicability.GUIDED)
    return Fix(
        "write the addresses that the hosts file has, too", tuple(edits), Applicability.UNSAFE
    )
