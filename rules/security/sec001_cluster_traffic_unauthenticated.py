"""# SEC001 cluster-traffic-unauthenticated

The traffic between the nodes is neither encrypted nor authenticated.

## Why

Whoever reaches the port can take part: inject members, end the membership, and change the configuration
of Pacemaker, which runs programs as root. corosync 2.x encrypts unless `secauth: off` stands in the file.
3.0 to 3.1.10 do not unless told to, and only `secauth: on`, letter by letter, or `crypto_cipher` and
`crypto_hash` tell it: an upgrade from 2.x turns encryption off without a word. udp and udpu cannot
encrypt in 3.x. Newer releases always encrypt.

## When to ignore it

On a network that nobody else can reach: a cable between two hosts, a VLAN of the cluster alone.

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

```corosync
totem {
    version: 2
    secauth: yes
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

* corosync.conf(5): crypto_cipher, crypto_hash, secauth
* the daemon: without crypto it starts with no key file at all
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.stored import with_value
from hadoctor.rule import Findings, rule

KEYS = ("crypto_cipher", "crypto_hash", "secauth")


@rule("SEC001", severity=Severity.WARNING)
def cluster_traffic_unauthenticated(corosync: Corosync) -> Findings:
    # Newer releases refuse it (SEC013). What cannot be read says nothing about what is meant.
    if corosync.crypto.on or corosync.target.since("3.1.11") or not corosync.crypto.known:
        return
    cipher, hash_, secauth = (corosync.entry(f"totem.{key}") for key in KEYS)
    if not all(corosync.entry(f"totem.{k}") or corosync.absent(f"totem.{k}") for k in KEYS):
        return
    entry = cipher or hash_ or secauth
    why = "neither crypto_cipher and crypto_hash nor secauth is set: encryption is off by default"
    if cipher and hash_:
        why = f"crypto_cipher is '{cipher.text}' and crypto_hash is '{hash_.text}'"
    elif secauth and secauth.text != "off":
        why = f"'secauth: {secauth.text}' is not on: only exactly on counts"
    elif entry:
        why = f"{entry.pair.key} is '{entry.text}', and nothing else turns it on"
    encrypts = corosync.target.before("3.0") or corosync.transport == "knet"
    fix = None
    if encrypts and corosync.sections("totem"):
        values = (("totem.crypto_cipher", "aes256"), ("totem.crypto_hash", "sha256"))
        edits = tuple(edit for path, value in values for edit in with_value(corosync, path, value))
        title = "encrypt with aes256 and sha256 (first put the same authkey on every node)"
        fix = Fix(title, edits, Applicability.UNSAFE)
    yield Finding(
        "the traffic between the nodes is neither encrypted nor authenticated",
        at=entry.span if entry and entry.text else corosync.place("totem"),
        why=why if encrypts else f"{why}; {corosync.transport} could not do it anyway",
        fix=fix,
    )
