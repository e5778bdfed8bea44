"""# SEC008 inline-key

The key of the cluster stands in corosync.conf.

## Why

corosync.conf is readable for everybody on the node, and it is the file that people paste into tickets,
forums and repositories. Whoever has the key can read the traffic and take part in the cluster. The key
belongs in `/etc/corosync/authkey`, which only root can read. `keyfile` beside it has precedence: then the
key in the configuration is not even used.

## When to ignore it

In a throw-away test cluster.

## Bad

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

* corosync.conf(5), cmap_keys(7): totem.key
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import CorosyncFile
from hadoctor.rule import Findings, rule


@rule("SEC008", severity=Severity.WARNING)
def inline_key(corosync: CorosyncFile) -> Findings:
    key = corosync.entry("totem.key")
    if key and key.text:
        # The place is the section, not the line: the key must not come into a report.
        yield Finding(
            f"line {key.span.line} holds the key of the cluster itself",
            at=key.section.head_span,
            why="this file is readable for everybody, and travels",
            fix=Fix(
                "make a new key with corosync-keygen, remove the line", (), Applicability.GUIDED
            ),
        )
