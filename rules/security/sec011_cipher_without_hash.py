"""# SEC011 cipher-without-hash

The traffic is to be encrypted, and no hash is there to authenticate it.

## Why

corosync refuses that (`crypto_cipher requires crypto_hash with value other than none`). In 3.0 to 3.1.10
both are off by default, so `crypto_cipher` alone is enough to get there; 2.x has a default for both, and
gets there with `crypto_hash: none`. Newer releases encrypt and hash in any case (SEC013).

## When to ignore it

Never: the daemon does not start with such a file, and a running one refuses to reload it.

## Bad

```corosync
totem {
    version: 2
    crypto_cipher: aes256
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

```corosync corosync=2.4
totem {
    version: 2
    transport: udpu
    crypto_hash: none
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

```corosync corosync=2.4
totem {
    version: 2
    transport: udpu
    crypto_cipher: aes256
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

* corosync.conf(5): crypto_cipher
* the daemon, `corosync -t`
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule


@rule("SEC011", severity=Severity.ERROR)
def cipher_without_hash(corosync: Corosync) -> Findings:
    crypto = corosync.crypto
    if not crypto.encrypted or crypto.hash != "none" or corosync.target.since("3.1.11"):
        return
    cipher, hash_ = corosync.entry("totem.crypto_cipher"), corosync.entry("totem.crypto_hash")
    entry = hash_ or cipher or corosync.entry("totem.secauth")
    edits = with_value(corosync, "totem.crypto_hash", "sha256")
    encrypts = corosync.target.before("3.0") or corosync.transport == "knet"
    known = hash_ is None or hash_.text == "none"
    if entry and known and (hash_ or corosync.absent("totem.crypto_hash")):
        yield Finding(
            f"the cipher is {crypto.cipher}, and crypto_hash is "
            + ("none" if hash_ else "not set, which is none"),
            at=entry.span,
            why="corosync refuses a cipher without a hash",
            blocks=Blocks.LOAD,
            fix=Fix("set crypto_hash: sha256", edits, Applicability.UNSAFE)
            if edits and encrypts
            else None,
        )
