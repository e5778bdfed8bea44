"""# CLU009 cloned-identity

Two hosts have something that only one of them may have.

## Why

A host that is a copy of another one (a template, a snapshot, a replicated image) keeps what the copy took
along. With the same host name corosync takes one for the other; with the same address or hardware address
the network delivers to one of them, now this one, now that; with the same name for storage a target takes
both for one host, and a reservation that is to keep a fenced node out lets it in; with the same machine-id
both ask for the same lease of DHCP.

## When to ignore it

The machine-id, where no host gets an address by DHCP.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Identity": {"machine": "fec94ff8b444130a"}},
  "n2": {"Identity": {"machine": "fec94ff8b444130a"}}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"ip-addr.json": [{"ifname": "eth0", "mtu": 1500, "link_type": "ether", "address": "52:54:00:00:00:01",
                           "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}]},
  "n2": {"ip-addr.json": [{"ifname": "eth0", "mtu": 1500, "link_type": "ether", "address": "52:54:00:00:00:01",
                           "addr_info": [{"local": "10.0.0.2", "prefixlen": 24}]}]}
}
```

## Good

Containers of one image have its machine-id:

```corosync
totem {
    version: 2
    cluster_name: shop
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
```

```peers
{
  "n1": {"Identity": {"machine": "fec94ff8b444130a", "container": true}},
  "n2": {"Identity": {"machine": "fec94ff8b444130a", "container": true}}
}
```

## Sources

* machine-id(5); systemd.network(5): DUIDType
* RFC 7143: the name of an initiator is unique
"""

from collections.abc import Iterator

from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.peers import Peer, Peers
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

MACHINE = "machine-id"
FIX = Fix("give each host its own", (), Applicability.GUIDED)


@rule("CLU009", severity=Severity.ERROR, explains=("RUN004",))
def cloned_identity(peers: Peers) -> Findings:
    owners: dict[tuple[str, str], dict[Peer, Span]] = {}
    for peer in peers.members:
        for kind, value, at in _own(peer):
            owners.setdefault((kind, value), {})[peer] = at
    # Of a copy many things are the same: one defect.
    copies: dict[tuple[Peer, ...], list[tuple[str, str]]] = {}
    for what, hosts in owners.items():
        if len(hosts) > 1:
            copies.setdefault(tuple(hosts), []).append(what)
    for copied, things in copies.items():
        shown = [kind if kind == MACHINE else f"{kind} '{value}'" for kind, value in things]
        *others, last = copied
        notes = tuple(Note(owners[things[0]][peer], peer.name) for peer in others)
        notes += tuple(Note(owners[what][last], "this, too") for what in things[1:])
        yield Finding(
            f"{', '.join(peer.name for peer in copied)} have the same {', '.join(shown)}",
            owners[things[0]][last],
            notes,
            why="one of them is a copy of another",
            severity=Severity.WARNING if {kind for kind, _ in things} == {MACHINE} else None,
            fix=FIX,
        )


def _own(peer: Peer) -> Iterator[tuple[str, str, Span]]:
    """What no other host may have. Each once: an interface can carry several links."""
    identity, known = peer.get(Identity), peer.get(Interfaces)
    if isinstance(identity, Identity):
        yield "host name", identity.hostname, peer.said("hostname", identity.hostname)
        if identity.machine and not identity.container:
            yield MACHINE, identity.machine, peer.said("/etc/machine-id", "")
        for kind, name, path in (
            ("name for iSCSI", identity.initiator, "/etc/iscsi/initiatorname.iscsi"),
            ("name for NVMe", identity.host_nqn, "/etc/nvme/hostnqn"),
        ):
            if name:
                yield kind, name, peer.said(path, name)
    for mac, name in {one.mac: one.name for _, one in peer.interfaces() if one.mac}.items():
        yield "hardware address", mac, peer.said("ip addr", f"{name}: {mac}")
    if isinstance(known, Interfaces):
        entries = (e.text for node in peer.corosync.nodes for e in node.addresses.values())
        for text in dict.fromkeys(entries):
            literal = parse(text)
            if isinstance(literal, Literal) and known.own(literal) is not None:
                yield "address", text, peer.said("ip addr", str(known.own(literal)))
