"""# TOT005 crypto-on-udp

Encryption or authentication is on, and the transport is udp or udpu.

## Why

Since corosync 3 only knet encrypts: `crypto_cipher & crypto_hash are only valid for the Knet
transport`. With 2.x the same file works, so this comes up after an upgrade.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
    crypto_cipher: aes256
    crypto_hash: sha256
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Good

```corosync
totem {
    version: 2
    transport: knet
    crypto_cipher: aes256
    crypto_hash: sha256
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: node1
        nodeid: 1
    }
}
```

## Sources

* corosync.conf(5): crypto_cipher, crypto_hash
* the daemon, `corosync -t`
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Note, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("TOT005", severity=Severity.ERROR)
def crypto_on_udp(corosync: Corosync) -> Findings:
    transport = corosync.entry("totem.transport")
    if transport is None or corosync.transport == "knet" or not corosync.crypto.on:
        return
    if corosync.target.before("3.0") or corosync.target.since("3.1.11"):
        return  # TOT001
    keys = ("totem.crypto_cipher", "totem.crypto_hash", "totem.secauth")
    causes = [e for e in map(corosync.entry, keys) if e and e.value not in ("none", "off")]
    yield Finding(
        f"{transport.text} cannot encrypt: the cipher is {corosync.crypto.cipher}, the hash"
        f" {corosync.crypto.hash}",
        at=causes[0].span if causes else transport.span,
        notes=(Note(transport.span, "only knet can"),) if causes else (),
        why="corosync refuses the file",
        blocks=Blocks.LOAD,
        fix=Fix(
            "use knet: on all nodes at once, with the cluster stopped",
            (set_value(transport.pair, "knet"),),
            Applicability.UNSAFE,
        ),
    )
