"""# NET020 port-taken

Another program has the port of the cluster on this host.

## Why

Corosync cannot take the port for its link, and does not start, or the two programs get each other's
packets.

## When to ignore it

Never.

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
}
```

```facts
{"Sockets": {"udp": [{"address": "0.0.0.0", "port": 5405, "process": "netserver", "pid": 811}]}}
```

## Good

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
}
```

```facts
{"Sockets": {"udp": [{"address": "10.0.0.1", "port": 5405, "process": "corosync", "pid": 811}]}}
```

## Sources

* udp(7), ss(8)
"""

from hadoctor.facts.node.place import said
from hadoctor.facts.node.sockets import Sockets
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule

ALL = ("0.0.0.0", "::", "*")


@rule("NET020", severity=Severity.ERROR, explains=("RUN001", "RUN004", "RUN005"))
def port_taken(corosync: Corosync, sockets: Sockets) -> Findings:
    addresses = {e.text for node in corosync.nodes for e in node.addresses.values()}
    for port in dict.fromkeys(link.port for link in corosync.links if link.port):
        for socket in sockets.on(port):
            mine = socket.address in ALL or socket.address in addresses
            if mine and socket.process not in ("corosync", ""):
                yield Finding(
                    f"udp port {port}, which corosync needs, is taken by '{socket.process}'"
                    f" (pid {socket.pid})",
                    at=said("ss -a -u -n -p", f"{socket.address}:{port} {socket.process}"),
                    why="corosync cannot take the port for its link",
                    fix=Fix("give the other program another port", (), Applicability.GUIDED),
                )
