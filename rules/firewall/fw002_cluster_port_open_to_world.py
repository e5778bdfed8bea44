"""# FW002 cluster-port-open-to-world

A rule of the firewall lets corosync's packets in from anywhere.

## Why

Whoever can send to the port can try: without encryption a forged packet is a member's word, with it the daemon still
has to look at every packet. The peers are known; the rule can name them.

## When to ignore it

On a network that has only the nodes on it.

## Bad

```corosync
totem {
    version: 2
    transport: udpu
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{
  "Identity": {"hostname": "alice"},
  "Names": {"answers": []},
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -p udp -m udp --dport 5404:5406 -j ACCEPT\\nCOMMIT\\n"}
}
```

## Good

```corosync
totem {
    version: 2
    transport: udpu
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: bob
        nodeid: 2
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{
  "Identity": {"hostname": "alice"},
  "Names": {"answers": []},
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -s 10.0.0.2/32 -p udp -j ACCEPT\\nCOMMIT\\n"}
}
```

## Sources

corosync's sockets: exec/totemknet.c, totemudpu.c, totemudp.c
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster_host import Crossing
from hadoctor.facts.node.place import said
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.obstacles import doors
from hadoctor.rule import Findings, rule


@rule("FW002", severity=Severity.WARNING)
def cluster_port_open_to_world(
    corosync: Corosync,
    crossing: Crossing,
) -> Findings:
    host = crossing.host
    if isinstance(host, Unknown):
        return  # FW001 says that it is not known.
    for door in doors(crossing.rules, corosync, host):
        yield Finding(
            f"{door.what} is let in from anywhere",
            said(door.rule.place, door.rule.text),
            why="only the other nodes need it",
            severity=None if corosync.crypto.on else Severity.ERROR,
        )
