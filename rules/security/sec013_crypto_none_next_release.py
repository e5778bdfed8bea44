"""# SEC013 crypto-none-next-release

The configuration goes without encryption, and releases after 3.1.10 refuse that.

## Why

From then on corosync is built to require a cipher and a hash, unless its packager decides otherwise:
`none` is no longer a word it knows, and `secauth` with any other value than `on` ends with `corosync is
compiled to require enabled encryption`. Such a file works today and stops the node after an upgrade.

## When to ignore it

While no upgrade is planned, or when your package is built with `--enable-unencrypted`.

## Bad

```corosync
totem {
    version: 2
    crypto_cipher: none
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

```corosync corosync=next
totem {
    version: 2
    secauth: off
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

```corosync corosync=next
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

* the daemon, its main branch after 3.1.10
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule

KEYS = ("crypto_cipher", "crypto_hash", "secauth")


@rule("SEC013", severity=Severity.INFO)
def crypto_none_next_release(corosync: Corosync) -> Findings:
    crypto = corosync.crypto
    cipher, hash_, secauth = (corosync.entry(f"totem.{key}") for key in KEYS)
    written = [entry for entry in (cipher, hash_) if entry and entry.text == "none"]
    if corosync.target.before("3.1.11"):
        if corosync.target.since("3.0") and written:
            yield Finding(
                " and ".join(e.pair.key for e in written)
                + (" are" if written[1:] else " is")
                + " none",
                at=written[0].span,
                notes=tuple(Note(entry.span, "") for entry in written[1:]),
                why="releases after 3.1.10 refuse it unless they are built to allow it",
            )
        return
    entry = written[0] if written else secauth
    if entry is None or "none" not in (crypto.cipher, crypto.hash):
        return
    off = "secauth" if entry is secauth else entry.pair.key
    values = (("totem.crypto_cipher", "aes256", cipher), ("totem.crypto_hash", "sha256", hash_))
    edits = tuple(
        edit
        for path, value, given in values
        if given is None or given.text == "none"
        for edit in with_value(corosync, path, value)
    )
    yield Finding(
        f"{off} is '{entry.text}': the cipher is {crypto.cipher}, the hash {crypto.hash}",
        at=entry.span if entry.text else entry.pair.span,
        why="this release requires both and refuses the file",
        blocks=Blocks.LOAD,
        severity=Severity.ERROR,
        fix=Fix("encrypt (first put the same authkey on every node)", edits, Applicability.UNSAFE),
    )
