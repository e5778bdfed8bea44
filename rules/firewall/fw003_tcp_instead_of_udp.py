"""# FW003 tcp-instead-of-udp

A rule of the firewall lets the cluster's port in, for the wrong protocol.

## Why

Corosync speaks UDP (SCTP only where `knet_transport` says so). A rule for tcp looks right in a list of open ports, and
lets nothing of the cluster in.

## When to ignore it

Never. The rule may stay if something else needs it; the cluster's is missing.

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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -p tcp -m tcp --dport 5405 -j ACCEPT\\nCOMMIT\\n"}
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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -s 10.0.0.2/32 -p udp -m udp --dport 5405 -j ACCEPT\\nCOMMIT\\n"}
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
    "FW003",
    severity=Severity.ERROR,
    explains=("FW001", "RUN002", "RUN004", "RUN005", "RUN009"),
)
def tcp_instead_of_udp(
    corosync: Corosync,
    crossing: Crossing,
) -> Findings:
    host = crossing.host
    if isinstance(host, Unknown):
        return  # FW001 says that it is not known.
    for miss in misses(crossing.rules, corosync, host):
        if not miss.same_protocol:
            yield Finding(
                f"a rule lets {miss.opened} in, and the cluster sends {miss.wanted}",
                said(miss.rule.place, miss.rule.text),
                why="the peers' packets have another protocol, and no rule lets them in",
                severity=None if miss.standing is Standing.SHUT else Severity.WARNING,
            )
