"""# SEC005 authkey-missing

Encryption is on, and the key that it needs cannot be there.

## Why

With a cipher or a hash in force corosync reads its key before anything else, from `keyfile` or
`/etc/corosync/authkey`, and does not start without it (`Could not open …`, `Could not read …`). The path
is taken as it stands: an empty one or one that ends with a slash is never a key. Whether any other path
holds a good key, only the node knows: that is said as not checked.

## When to ignore it

Never.

## Bad

```corosync
totem {
    version: 2
    crypto_cipher: aes256
    crypto_hash: sha256
    keyfile: /etc/corosync/
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

On the node itself it is seen whether the file is there:

```corosync
totem {
    version: 2
    crypto_cipher: aes256
    crypto_hash: sha256
}
```

```facts
{"Authkey": {"unknown": "/etc/corosync/authkey does not exist"}}
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

* corosync.conf(5): keyfile; corosync-keygen(8)
* the daemon, `corosync -t`
"""

from hadoctor.facts import Unknown
from hadoctor.facts.kinds import AuthkeyFile
from hadoctor.facts.node.files import Authkey
from hadoctor.finding import Applicability, Blocks, Finding, Fix, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("SEC005", severity=Severity.ERROR, explains=("RUN001",))
def authkey_missing(
    corosync: Corosync, authkey: AuthkeyFile | Unknown, key: Authkey | Unknown
) -> Findings:
    keyfile = corosync.entry("totem.keyfile")
    if not corosync.crypto.on:
        return
    if isinstance(key, Authkey):
        return  # it is there, on the node itself
    if key.why.endswith("is not a regular file"):
        yield Finding(
            f"encryption is on, and the key cannot be read: {key.why}",
            at=keyfile.span if keyfile is not None else corosync.place("totem"),
            why="corosync does not start",
            blocks=Blocks.LOAD,
            fix=Fix("copy the key file of another node", (), Applicability.GUIDED),
        )
        return
    if key.why.endswith("does not exist") and corosync.absent("totem.key"):
        yield Finding(
            f"encryption is on, and the key file is not there: {key.why}",
            at=keyfile.span if keyfile is not None else corosync.place("totem"),
            why="corosync does not start",
            blocks=Blocks.LOAD,
            fix=Fix("copy the key file of another node", (), Applicability.GUIDED),
        )
        return
    if keyfile is None:
        if isinstance(authkey, Unknown) and corosync.absent("totem.key"):
            yield Unchecked(
                "needs the node: encryption is on and needs the key file /etc/corosync/authkey",
                corosync.place("totem"),
            )
    elif not keyfile.text or keyfile.text.endswith("/"):
        shown = f"'{keyfile.text}', a folder" if keyfile.text else "empty"
        yield Finding(
            f"encryption is on, and keyfile is {shown}",
            at=keyfile.span if keyfile.text else keyfile.pair.span,
            why="corosync cannot read a key there and refuses the configuration",
            blocks=Blocks.LOAD,
            fix=Fix("name the file that holds the key", (), Applicability.GUIDED),
        )
    else:
        yield Unchecked(
            f"needs the node: encryption is on and needs the key file {keyfile.text}",
            keyfile.span,
        )
