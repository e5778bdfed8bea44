"""# SEC012 weak-crypto

The traffic is protected with a method that is out of date, or only in part.

## Why

MD5, SHA-1 and 3DES are at the end of their life: they still keep a stranger out, and audits reject them;
3DES is gone from corosync 3. With a hash and no cipher nobody can forge the traffic, but everybody on the
network can read it, and the configuration of Pacemaker with its passwords is in there.

## When to ignore it

SHA-1 under 2.x, where it is the default: until all nodes can change together.

## Bad

```corosync
totem {
    version: 2
    crypto_cipher: aes256
    crypto_hash: md5
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

```corosync
totem {
    version: 2
    crypto_hash: sha256
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Good

```corosync
totem {
    version: 2
    crypto_cipher: aes256
    crypto_hash: sha256
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: node2
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        name: node3
        nodeid: 3
    }
}
quorum {
    provider: corosync_votequorum
}
```

## Sources

* corosync.conf(5): crypto_cipher, crypto_hash
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule


@rule("SEC012", severity=Severity.WARNING)
def weak_crypto(corosync: Corosync) -> Findings:
    crypto = corosync.crypto
    if not crypto.on or not corosync.crypto.known:
        return
    cipher, hash_ = corosync.entry("totem.crypto_cipher"), corosync.entry("totem.crypto_hash")
    if crypto.hash in ("md5", "sha1"):
        yield Finding(
            f"the traffic is authenticated with {crypto.hash}"
            + ("" if hash_ else ", the default of this release"),
            at=hash_.span if hash_ else corosync.place("totem"),
            why="out of date; all nodes have to change together",
            severity=None if hash_ else Severity.INFO,
            fix=_fix(corosync, "totem.crypto_hash", "sha256"),
        )
    if crypto.cipher == "3des" and cipher:
        yield Finding(
            "the traffic is encrypted with 3des",
            at=cipher.span,
            why="out of date, and corosync 3 refuses it",
            fix=_fix(corosync, "totem.crypto_cipher", "aes256"),
        )
    # Newer releases refuse that: SEC013.
    if not crypto.encrypted and corosync.target.before("3.1.11"):
        entry = cipher or hash_
        yield Finding(
            f"the traffic is authenticated ({crypto.hash}) and not encrypted",
            at=entry.span if entry else corosync.place("totem"),
            why="everybody on the network can read it",
            severity=Severity.INFO,
            fix=_fix(corosync, "totem.crypto_cipher", "aes256"),
        )


def _fix(corosync: Corosync, path: str, value: str) -> Fix | None:
    edits = with_value(corosync, path, value)
    # In 3.x crypto on another transport is refused: a fix would have to change that first.
    works = corosync.target.before("3.0") or corosync.transport == "knet"
    title = f"set {path.rpartition('.')[2]}: {value} on all nodes"
    return Fix(title, edits, Applicability.UNSAFE) if edits and works else None
