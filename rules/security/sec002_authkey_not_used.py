"""# SEC002 authkey-not-used

A key file lies beside corosync.conf, and this configuration does not use it.

## Why

Many guides end their security chapter with copying `authkey` to all nodes. That was enough for corosync
2.x, which encrypts by default. 3.0 to 3.1.10 read the key only when `crypto_cipher` and `crypto_hash` (or
`secauth: on`) ask for it: the file then protects nothing, and looks as if it did.

## When to ignore it

When the key waits for encryption to be switched on later.

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

```file authkey
not a real key
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

```file authkey
not a real key
```

## Sources

* corosync.conf(5): crypto_cipher, keyfile
* the daemon: without crypto it does not open the file
"""

from hadoctor.facts.kinds import AuthkeyFile
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("SEC002", severity=Severity.WARNING)
def authkey_not_used(corosync: Corosync, authkey: AuthkeyFile) -> Findings:
    if corosync.crypto.on or corosync.target.since("3.1.11") or not corosync.crypto.known:
        return
    yield Finding(
        "a key file is there, and encryption is off: it is never read",
        at=authkey.source.whole,
        notes=(Note(corosync.place("totem"), "cipher none, hash none"),),
        why="the key protects nothing; SEC001 says what turns encryption on",
    )
