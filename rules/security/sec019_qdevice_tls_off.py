"""# SEC019 qdevice-tls-off

The connection to the server of the quorum device is not encrypted.

## Why

The server's vote decides which half of a split cluster goes on. Without TLS anybody between the node and
the server can read and forge it, and the server cannot tell who asks.

## When to ignore it

On a network that nobody else can reach, or with a server that offers no TLS.

## Bad

```corosync
totem {
    version: 2
    cluster_name: shop
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        votes: 1
        net {
            host: 10.0.0.9
            algorithm: ffsplit
            tls: off
        }
    }
}
```

## Good

```corosync
totem {
    version: 2
    cluster_name: shop
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
    node {
        ring0_addr: 10.0.0.4
        name: node4
        nodeid: 4
    }
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        votes: 1
        net {
            host: 10.0.0.9
            algorithm: ffsplit
            tls: required
        }
    }
}
```

## Sources

* corosync-qdevice(8): tls
"""

from hadoctor.edit import set_value
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.device import off
from hadoctor.rule import Findings, rule


@rule("SEC019", severity=Severity.WARNING)
def qdevice_tls_off(corosync: Corosync) -> Findings:
    tls = corosync.entry("quorum.device.net.tls")
    if tls and off(tls.text) and corosync.votes.counted and corosync.votes.device == "net":
        yield Finding(
            f"tls is '{tls.text}' for the connection to the server of the quorum device",
            at=tls.span,
            why="whoever is in between can forge the vote that decides a split",
            fix=Fix(
                "set tls: required (the node needs its certificate first)",
                (set_value(tls.pair, "required"),),
                Applicability.UNSAFE,
            ),
        )
