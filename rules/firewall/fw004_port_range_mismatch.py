"""# FW004 port-range-mismatch

The firewall has opened ports for the cluster, and not all that it uses.

## Why

Each link of knet has its own port: 5405, 5406, 5407 for three links, where guides open 5404 to 5406 or fewer. Who
changes `mcastport` has to open the new port.

Ports that are open and not used are not reported.

## When to ignore it

Where the open port belongs to another program; the cluster's own is missing all the same.

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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -p udp -m udp --dport 5406 -j ACCEPT\\nCOMMIT\\n"}
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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -s 10.0.0.2/32 -p udp -m udp --dport 5404:5406 -j ACCEPT\\nCOMMIT\\n"}
}
```

## Sources

* corosync's sockets: exec/totemknet.c, totemudpu.c, totemudp.c
* corosync.conf(5): mcastport
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster_host import Crossing
from hadoctor.facts.node.place import said
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.nearmiss import misses
from hadoctor.rule import Findings, rule


@rule(
    "FW004",
    severity=Severity.ERROR,
    explains=("FW001", "RUN002", "RUN004", "RUN005", "RUN009"),
)
def port_range_mismatch(
    corosync: Corosync,
    crossing: Crossing,
) -> Findings:
    host = crossing.host
    if isinstance(host, Unknown):
        return  # FW001 says that it is not known.
    for miss in misses(crossing.rules, corosync, host):
        if miss.same_protocol:
            yield Finding(
                f"a rule lets {miss.opened} in, and the cluster needs {miss.wanted}",
                said(miss.rule.place, miss.rule.text),
                why="what a peer sends to that port is not let in",
                severity=None if miss.standing is Standing.SHUT else Severity.WARNING,
            )
