"""# SEC010 secauth-vs-crypto

`secauth` says one thing, `crypto_cipher` and `crypto_hash` say another.

## Why

`crypto_cipher` and `crypto_hash` win. So `secauth: on` beside `crypto_cipher: none` does not encrypt,
whatever it looks like, and a node on which somebody corrects only one of the lines cannot talk to the
others any more.

## When to ignore it

Never: one of the lines is wrong.

## Bad

```corosync
totem {
    version: 2
    secauth: on
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

```corosync
totem {
    version: 2
    secauth: off
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

* corosync.conf(5): secauth
* the daemon: with the first example it starts without a key file
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.crypto import effective
from hadoctor.model.stored import without
from hadoctor.rule import Findings, rule


@rule("SEC010", severity=Severity.WARNING)
def secauth_vs_crypto(corosync: Corosync) -> Findings:
    secauth, crypto = corosync.entry("totem.secauth"), corosync.crypto
    cipher, hash_ = corosync.entry("totem.crypto_cipher"), corosync.entry("totem.crypto_hash")
    if secauth is None or secauth.text not in ("on", "off") or not corosync.crypto.known:
        return
    # A hash beside secauth: off only adds authentication; the cipher is what secauth is about.
    clash = (not crypto.encrypted) if secauth.text == "on" else crypto.encrypted
    if not clash or cipher is None:
        return
    texts = cipher.text, hash_.text if hash_ else None
    alone = effective(None, *texts, corosync.target)
    edits = without(corosync, "totem.secauth")
    yield Finding(
        f"secauth is '{secauth.text}', and crypto_cipher is '{cipher.text}'",
        at=secauth.span,
        notes=(Note(cipher.span, "this one counts"),),
        why=f"the cipher in force is {crypto.cipher}, the hash {crypto.hash}",
        fix=Fix("remove secauth", edits, Applicability.SAFE) if alone == crypto else None,
    )
