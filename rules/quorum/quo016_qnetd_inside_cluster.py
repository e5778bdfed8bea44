"""# QUO016 qnetd-inside-cluster

The server of the quorum device is a node of the cluster that it shall judge.

## Why

When that node is lost or cut off, its vote and the vote of the device are lost together. The other half,
which would need the device now, has no quorum and stops: worse than without a device. The loopback
address means a server on every node, and each of them would agree with itself.

## When to ignore it

Never.

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
            host: 10.0.0.2
            algorithm: ffsplit
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
        }
    }
}
```

## Sources

* corosync-qdevice(8), corosync-qnetd(8)
"""

from hadoctor.finding import Finding, Note, Severity
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("QUO016", severity=Severity.ERROR)
def qnetd_inside_cluster(corosync: Corosync) -> Findings:
    host = corosync.entry("quorum.device.net.host")
    if not corosync.votes.counted or corosync.votes.device != "net" or host is None:
        return
    server = address.parse(host.text)
    local = host.text.lower() in ("localhost", "localhost.localdomain")
    if local or (isinstance(server, address.Literal) and server.loopback):
        yield Finding(
            f"the server of the quorum device is '{host.text}', which is each node itself",
            at=host.span,
            why="each node would ask itself, and no half ever loses the vote",
        )
        return
    for node in corosync.nodes:
        for entry in (*node.addresses.values(), *((node.name,) if node.name else ())):
            same = entry.text.lower() == host.text.lower()
            if host.text and (same or (server and address.parse(entry.text) == server)):
                yield Finding(
                    f"the server of the quorum device, '{host.text}', is the node {node.label}",
                    at=host.span,
                    notes=(Note(entry.span, "the same host"),),
                    why="when that node is lost, its vote and the device's are lost together",
                )
                return
