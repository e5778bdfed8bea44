"""# SEC020 inline-key-length

The key in corosync.conf has a length that corosync does not take.

## Why

3.x wants 128 bytes at least and counts the NUL that ends the text, so the key needs 127 characters or
more. 2.x has room for 128 bytes and no more, so the key has 127 characters at most; only a key of exactly
127 suits both. The line itself ends at 510 characters, long before 3.x finds a key too long. The key is
read only when a cipher or a hash is in force and `keyfile` is not set.

## When to ignore it

Never: the daemon does not start with such a file.

## Bad

```corosync
totem {
    version: 2
    crypto_cipher: aes256
    crypto_hash: sha256
    key: too-short
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
    key: this-is-an-example-of-128-characters-and-more--this-is-an-example-of-128-characters-and-more--this-is-an-example-of-128-characters-and-more
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

* the daemon, `corosync -t`: `key is too short`, `key is too long`
"""

from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

CHARACTERS = 127
"""With the NUL behind it that is the 128 bytes that both generations have in common."""


@rule("SEC020", severity=Severity.ERROR)
def inline_key_length(corosync: Corosync) -> Findings:
    key = corosync.entry("totem.key")
    if key is None or not corosync.crypto.on or corosync.entry("totem.keyfile"):
        return
    old, length = corosync.target.before("3.0"), len(key.text)
    if length > CHARACTERS if old else length < CHARACTERS:
        takes = "at most" if old else "at least"
        # The place is the section, not the line: the key must not come into a report.
        yield Finding(
            f"the key on line {key.span.line} has {length} characters, and corosync takes"
            f" {takes} {CHARACTERS}",
            at=key.section.head_span,
            why="corosync refuses the configuration",
            blocks=Blocks.LOAD,
            fix=Fix("put a key file in its place: corosync-keygen", (), Applicability.GUIDED),
        )
