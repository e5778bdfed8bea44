"""# NET009 unresolvable-address

A host name in the file resolves nowhere.

## Why

The daemon resolves the names of all nodes when it starts: `failed to parse node address`. 2.x leaves a
node out whose name it cannot resolve. Names under `.invalid` and `.example` are reserved, and no name
server knows them: they come from examples. A name that the hosts file beside the configuration has is
resolved. Whether another name resolves, only the node knows: that is said as not checked.

## When to ignore it

When the name is in /etc/hosts of every node: put that file beside the configuration as `hosts`.

## Bad

```corosync
nodelist {
    node {
        ring0_addr: node1.example
        name: node1
        nodeid: 1
    }
}
```

On the node itself the resolver is asked:

```corosync
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
}
```

```facts
{"Names": {"answers": [{"name": "node1", "why": "node1 does not resolve"}]}}
```

## Good

```corosync
nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
}
```

```facts
{"Names": {"answers": [{"name": "node1", "addresses": ["10.0.0.1"]}]}}
```

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

```corosync
nodelist {
    node {
        ring0_addr: node1.example
        name: node1
        nodeid: 1
    }
}
```

```file hosts
127.0.0.1 localhost
10.0.0.1 node1.example node1
```

## Sources

* corosync.conf(5): ringX_addr
* RFC 2606, RFC 6761: reserved names
* the daemon, `corosync -t`
"""

from hadoctor.facts import Unknown
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.node.names import Answer, Names
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.uses import uses
from hadoctor.rule import Findings, rule

RESERVED = ("invalid", "example")


@rule("NET009", severity=Severity.ERROR, explains=("RUN001",))
def unresolvable_address(
    corosync: Corosync, hosts: Hosts | Unknown, resolver: Names | Unknown
) -> Findings:
    seen = set()
    for use in uses(corosync):
        name, text = parse(use.entry.text), use.entry.text
        if not isinstance(name, Name) or text.lower() in seen:
            continue
        seen.add(text.lower())
        answer = resolver.of(text) if isinstance(resolver, Names) else None
        if answer is not None and not answer.timeout:
            if not _fits(answer, corosync.families):
                yield Finding(
                    f"{use.key} '{text}' resolves to no address on this host"
                    + _other_family(answer, corosync.families),
                    at=use.entry.span,
                    why="corosync does not start, or has no such link",
                    blocks=use.blocks,
                    fix=Fix("write the address", (), Applicability.GUIDED),
                )
            continue
        if isinstance(hosts, Hosts) and hosts.resolve(text, corosync.families):
            continue
        if text.lower().rstrip(".").rpartition(".")[2] in RESERVED:
            yield Finding(
                f"{use.key} '{text}' is a name reserved for examples, and resolves nowhere",
                at=use.entry.span,
                why="corosync starts with addresses only, or with names that it can resolve",
                fix=Fix("write the address", (), Applicability.GUIDED),
            )
        if "%" in text:
            yield Unchecked(f"needs the node: whether it has the address {text}", use.entry.span)
        else:
            yield Unchecked(f"needs the node: whether {text} resolves there", use.entry.span)


def _fits(answer: Answer, families: tuple[int, ...]) -> bool:
    found = [parse(text.partition("%")[0]) for text in answer.addresses]
    return any(isinstance(a, Literal) and a.family in families for a in found)


def _other_family(answer: Answer, families: tuple[int, ...]) -> str:
    """Said where it has an address that ip_version excludes."""
    return (
        f", but to {answer.addresses[0]}, and IPv{families[0]} is asked for"
        if answer.addresses
        else ""
    )
