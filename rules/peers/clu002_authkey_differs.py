"""# CLU002 authkey-differs

The nodes of a cluster do not have the same key of corosync.

## Why

With another key a node cannot read what the others send, and they cannot read what it sends: corosync
runs on each of them, and each forms a ring of its own (`Digest does not match`, `Received message has
invalid digest... ignoring`). With fencing they then fence each other; without it they start the same
services twice. The running daemons keep the key that they have read: a key that was replaced comes into
force at the next start or reload, and then splits the cluster. Compared are hashes; the key itself is
not among the saved facts.

## When to ignore it

Never. Without `crypto_cipher` and `crypto_hash` the key is not used, until somebody switches them on.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
    crypto_cipher: aes256
    crypto_hash: sha256
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
  "n1": {"Authkey": {"file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
                              "group": "root", "size": 256, "digest": "665779db09ae1d4c"}}},
  "n2": {"Authkey": {"file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
                              "group": "root", "size": 256, "digest": "02b1f44aa1d0c9e7"}}}
}
```

```corosync
totem {
    version: 2
    cluster_name: shop
    crypto_cipher: aes256
    crypto_hash: sha256
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
  "n1": {"Authkey": {"file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
                              "group": "root", "size": 256, "digest": "665779db09ae1d4c"}}},
  "n2": {"Authkey": {"unknown": "/etc/corosync/authkey does not exist"}}
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
    crypto_cipher: aes256
    crypto_hash: sha256
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
  "n1": {"Authkey": {"file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
                              "group": "root", "size": 256, "digest": "665779db09ae1d4c"}}},
  "n2": {"Authkey": {"file": {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "owner": "root",
                              "group": "root", "size": 256, "digest": "665779db09ae1d4c"}}}
}
```

## Sources

* corosync-keygen(8): the same key has to be on all nodes
* corosync.conf(5): keyfile, crypto_cipher, crypto_hash
* two daemons with different keys
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import Authkey
from hadoctor.facts.peers import Peer, Peers, places, sides
from hadoctor.finding import Applicability, Finding, Fix, Severity, Unchecked
from hadoctor.rule import Findings, rule
from hadoctor.source import Span

FIX = Fix(
    "copy the key of the nodes that work to the others, while those are stopped",
    (),
    Applicability.GUIDED,
)


@rule("CLU002", severity=Severity.ERROR, explains=("RUN004", "RUN010"))
def authkey_differs(peers: Peers) -> Findings:
    for peer in peers.members:
        inline = peer.corosync.entry("totem.key")
        if inline is not None:
            yield Unchecked(
                "the key stands in the file, and is not among the saved facts", inline.span
            )
            return
    used = any(peer.corosync.crypto.on for peer in peers.members)
    keys = [(peer, key.file) for peer, key in peers.each(Authkey)]
    comparable = all(file.digest for _, file in keys)
    found = sides((peer, (file.size, file.digest if comparable else "")) for peer, file in keys)
    if found:
        at, notes = places(found, _place)
        yield Finding(
            f"the key of corosync is not the same on all nodes: {found[0].names} ha"
            + ("ve one" if len(found[0].peers) > 1 else "s one")
            + "".join(f", {side.names} another" for side in found[1:]),
            at,
            notes,
            why="each side forms a ring of its own"
            if used
            else "whoever switches on encryption splits the cluster",
            severity=None if used else Severity.WARNING,
            fix=FIX,
        )
    elif not comparable and len(keys) > 1:
        yield Unchecked(
            "a key is too short, or was not readable, to be compared by a hash", _place(keys[0][0])
        )
    for peer in peers.members:
        fact = peer.get(Authkey)
        if isinstance(fact, Unknown) and keys and fact.why.endswith("does not exist"):
            yield Finding(
                f"{peer.name} has no key of corosync, and {', '.join(p.name for p, _ in keys)} ha"
                + ("s one" if len(keys) == 1 else "ve one"),
                peer.said(fact.why.partition(" ")[0], "does not exist"),
                why="corosync does not start there"
                if used
                else "whoever switches on encryption loses that node",
                severity=None if used else Severity.WARNING,
                fix=FIX,
            )
        elif isinstance(fact, Unknown):
            yield Unchecked(f"{peer.name}: {fact.why}", peer.said("authkey", fact.why))


def _place(peer: Peer) -> Span:
    key = peer.get(Authkey)
    assert not isinstance(key, Unknown)
    return peer.said(key.file.path, key.file.listed)
