"""# SEC021 encryption-by-default

Nothing is said about encryption, and corosync 2 encrypts where corosync 3 does not.

## Why

Without secauth, crypto_cipher and crypto_hash corosync 2 encrypts with aes256 and sha1 and needs an
authkey. Corosync 3.0 to 3.1 send the same file's traffic in the clear, without a warning, and the
release after 3.1.10 encrypts again. A node that was upgraded no longer understands the others.

## When to ignore it

When all nodes stay on corosync 2.

## Bad

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: web
    transport: udpu
}
```

## Good

```corosync corosync=2.4
totem {
    version: 2
    cluster_name: web
    transport: udpu
    crypto_cipher: aes256
    crypto_hash: sha256
}
```

## Sources

* corosync.conf(5) of 2.4 and of 3.1
* the daemons, started with one file
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

KEYS = ("totem.secauth", "totem.crypto_cipher", "totem.crypto_hash")


@rule("SEC021", severity=Severity.INFO)
def encryption_by_default(corosync: Corosync) -> Findings:
    totem = corosync.sections("totem")
    if totem and corosync.target.before("3.0") and all(map(corosync.absent, KEYS)):
        yield Finding(
            "encryption is on because nothing is said about it; on corosync 3 it is off",
            at=totem[0].head_span,
            why="an upgraded node sends in the clear, and the others do not understand it",
        )
