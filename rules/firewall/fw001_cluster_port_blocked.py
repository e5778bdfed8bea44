"""# FW001 cluster-port-blocked

The firewall of this node drops corosync's traffic.

## Why

A closed port looks like a dead peer: the node stays alone or without quorum, and with fencing it is shot.

With knet a rule set that lets replies pass is enough by luck: both ends send between the same two ports, so that
what the peer sends counts as a reply to what this node has sent. It works until the connection tracking forgets the
connection, and is then a warning. udp and udpu have no such luck; they send to themselves, too, over the loopback
interface, and where that is dropped a node that was alone stays alone.

## When to ignore it

Never, while the node is to be a member.

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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\nCOMMIT\\n"}
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
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -i lo -j ACCEPT\\n-A INPUT -s 10.0.0.2/32 -p udp -j ACCEPT\\nCOMMIT\\n"}
}
```

## Sources

* corosync's sockets: exec/totemknet.c, totemudpu.c, totemudp.c
* rule sets of nftables, iptables, ufw and firewalld on running clusters
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.absent import absent
from hadoctor.facts.node.cluster_host import Crossing, nameless
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.finding import Finding, Severity, Unchecked
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.obstacles import obstacles
from hadoctor.rule import Findings, rule

SYMPTOMS = ("RUN002", "RUN004", "RUN005", "RUN009")


@rule("FW001", severity=Severity.ERROR, explains=SYMPTOMS)
def cluster_port_blocked(
    corosync: Corosync,
    crossing: Crossing,
    running: RunningMap | Unknown,
) -> Findings:
    host = crossing.host
    if isinstance(host, Unknown):
        yield Unchecked(f"what the firewall does: {host.why}", corosync.place("nodelist"))
        return
    rules = crossing.rules
    for name in nameless(corosync, host) if rules.tables or rules.blind else ():
        why = f"whether packets to and from '{name}' pass: its address is not known"
        yield Unchecked(why, corosync.place("nodelist"))
    for one in obstacles(rules, corosync, host):
        at = said(one.place or "nft list ruleset", one.text)
        if one.standing is Standing.UNKNOWN:
            if one.text and not isinstance(running, Unknown) and absent(running, None):
                yield Finding(
                    one.message,
                    at,
                    why="a node is missing, and this may be what keeps it away",
                    severity=Severity.WARNING,
                )
            else:
                yield Unchecked(f"whether {one.what} passes: {one.why}", at)
        elif one.standing is Standing.LUCK:
            yield Finding(
                one.message,
                at,
                why="it works while the connection tracking knows the connection",
                severity=Severity.WARNING,
            )
        else:
            yield Finding(
                one.message,
                at,
                why="the peers are dead to this node, or it to them",
            )
