"""# CLU005 nodeid-conflict

Two hosts take themselves for the same node of the nodelist.

## Why

Corosync looks for itself in the nodelist: first by the host name, then by the addresses. A host that was
cloned with its name, or that has an address of another one, finds the other one's entry. Then two daemons
send under one node id: whichever comes second makes the ring fall apart, again and again, and Pacemaker
takes both for one node. That the files are equal does not show it.

## When to ignore it

Never.

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
  "n1": {"RunningMap": {"keys": {"runtime.votequorum.this_node_id": "1"}}},
  "n2": {"RunningMap": {"keys": {"runtime.votequorum.this_node_id": "1"}}}
}
```

A clone that has kept the name:

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
  "n2": {"Identity": {"hostname": "n1"},
         "ip-addr.json": [{"ifname": "eth0", "mtu": 1500, "link_type": "ether", "address": "52:54:00:00:00:02",
                           "addr_info": [{"local": "10.0.0.2", "prefixlen": 24}]}]}
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
  "n1": {"RunningMap": {"keys": {"runtime.votequorum.this_node_id": "1"}}},
  "n2": {"RunningMap": {"keys": {"runtime.votequorum.this_node_id": "2"}}}
}
```

## Sources

* corosync.conf(5): nodeid, name
* the daemon: exec/main.c and exec/totemconfig.c, the search for the local node
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.peers import Peer, Peers
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

FIX = Fix("give each host the name and the addresses of its own entry", (), Applicability.GUIDED)


@rule("CLU005", severity=Severity.ERROR, explains=("RUN004", "RUN010"))
def nodeid_conflict(peers: Peers) -> Findings:
    owners: dict[int, list[tuple[Peer, Span]]] = {}
    for peer in peers.members:
        nodeid, at = _nodeid(peer)
        if nodeid:
            owners.setdefault(nodeid, []).append((peer, at))
    for nodeid, hosts in owners.items():
        if len(hosts) > 1:
            (_, first), *others = hosts
            yield Finding(
                f"{len(hosts)} hosts take themselves for node {nodeid}: "
                + ", ".join(peer.name for peer, _ in hosts),
                others[-1][1],
                (Note(first, hosts[0][0].name), *(Note(at, p.name) for p, at in others[:-1])),
                why="they send under one id, and the ring falls apart",
                fix=FIX,
            )


def _nodeid(peer: Peer) -> tuple[int, Span]:
    """The id that the daemon has, else the one that it would find."""
    running = peer.get(RunningMap)
    if not isinstance(running, Unknown) and running.own_id:
        text = f"runtime.votequorum.this_node_id = {running.own_id}"
        return running.own_id, peer.said("corosync-cmapctl", text)
    node = peer.taken_for
    nodeid = 0 if node is None else node.nodeid or 0
    return nodeid, peer.said("hostname", peer.hostname)
