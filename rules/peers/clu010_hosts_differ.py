"""# CLU010 hosts-differ

The nodes do not resolve a name of the cluster alike.

## Why

Where the nodelist has names, each node asks its own hosts file or name server for them. If the answers
differ, a node sends to another address than its peer listens on, and refuses what comes from the right
one: it is a member for some and lost for others. A name that is only what a node is called is used by
ssh, pcs and crmsh: those then speak with another host.

## When to ignore it

Where a name is not in the nodelist as an address, and the nodes are to reach each other on other ways.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: db1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: db2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Names": {"answers": [{"name": "db1", "addresses": ["10.0.0.1"]}, {"name": "db2", "addresses": ["10.0.0.2"]}]}},
  "n2": {"Names": {"answers": [{"name": "db1", "addresses": ["10.0.0.1"]}, {"name": "db2", "addresses": ["192.168.7.2"]}]}}
}
```

## Good

That a name of the own host is a loopback address there is NET004's:

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: db1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: db2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Names": {"answers": [{"name": "db1", "addresses": ["127.0.1.1"]}, {"name": "db2", "addresses": ["10.0.0.2"]}]}},
  "n2": {"Names": {"answers": [{"name": "db1", "addresses": ["10.0.0.1"]}, {"name": "db2", "addresses": ["10.0.0.2"]}]}}
}
```

## Sources

* corosync.conf(5): ringX_addr; hosts(5)
"""

from collections.abc import Iterator

from hadoctor.facts.node.names import Answer, Names
from hadoctor.facts.peers import Peer, Peers, places, sides, table
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.address import Literal, Name, parse
from hadoctor.rule import Findings, rule

FIX = Fix("write the same lines into the hosts file of all nodes", (), Applicability.GUIDED)


@rule("CLU010", severity=Severity.ERROR, explains=("RUN004", "RUN010"))
def hosts_differ(peers: Peers) -> Findings:
    yield from peers.silent(Names)
    members = [member for peer in peers.members for member in peer.corosync.members]
    used = {m.address.text: m for m in members if isinstance(m.address, Name)}
    named = [n.name.text for peer in peers.members for n in peer.corosync.nodes if n.name]
    asked = [(p, {a.name.lower(): a for a in names.answers}) for p, names in peers.each(Names)]
    for name in dict.fromkeys((*used, *named)):
        all_ = [(p, tuple(_addresses(known.get(name.lower())))) for p, known in asked]
        answers = [(peer, literals) for peer, literals in all_ if literals]
        # Of a name that corosync does not use any common address will do.
        shared = set.intersection(*(set(literals) for _, literals in answers)) if answers else None
        found = sides((p, _taken(p, literals)) for p, literals in answers)
        if not found or (shared and name not in used):
            continue
        said = {p: p.said(f"getent ahosts {name}", str(literals[0])) for p, literals in answers}
        at, notes = places(found, said.__getitem__)
        yield Finding(
            f"'{name}' is not the same address on all nodes: {table(found)}",
            at,
            notes,
            why="a node sends to another address than its peer listens on"
            if name in used
            else "ssh, pcs and crmsh speak with another host",
            severity=None if name in used else Severity.WARNING,
            fix=FIX,
        )


def _addresses(answer: Answer | None) -> Iterator[Literal]:
    """What a node's resolver says, without what means only that the host is the node itself."""
    for text in answer.addresses if answer is not None and not answer.timeout else ():
        literal = parse(text)
        if isinstance(literal, Literal) and not literal.loopback:
            yield literal


def _taken(peer: Peer, literals: tuple[Literal, ...]) -> str:
    """The one that corosync takes."""
    for family in peer.corosync.families:
        for literal in literals:
            if literal.family == family:
                return str(literal)
    return "none"
