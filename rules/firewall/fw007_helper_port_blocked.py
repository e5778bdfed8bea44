"""# FW007 helper-port-blocked

The firewall of this node drops what the helpers of the cluster send: pcsd, the quorum device, dlm.

## Why

The nodes see each other, and one thing does not work: `pcs` says that a node is offline, the quorum device gives no
vote, a file system that is mounted on all nodes hangs. The ports of corosync are open, so nobody looks at the firewall.

## When to ignore it

Where pcsd runs and nobody uses it from another node.

## Bad

```corosync
totem {
    version: 2
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
quorum {
    provider: corosync_votequorum
    device {
        model: net
        net {
            host: 10.0.0.9
            algorithm: ffsplit
        }
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
  "Firewall": {"iptables": "*filter\\n:INPUT ACCEPT [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT DROP [0:0]\\n-A OUTPUT -p udp -j ACCEPT\\nCOMMIT\\n"}
}
```

## Good

```corosync
totem {
    version: 2
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
  "Services": {"services": [{"name": "pcsd", "active": "active"}]},
  "Firewall": {"iptables": "*filter\\n:INPUT DROP [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\n-A INPUT -p udp -j ACCEPT\\n-A INPUT -p tcp --dport 2224 -j ACCEPT\\nCOMMIT\\n"}
}
```

## Sources

* pcsd(8): port 2224; corosync-qnetd(8): port 5403; dlm_controld(8): port 21064
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.cluster_host import Crossing
from hadoctor.facts.node.place import said
from hadoctor.facts.node.services import Services
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.obstacles import met
from hadoctor.model.firewall.services import helpers
from hadoctor.rule import Findings, rule


@rule("FW007", severity=Severity.WARNING)
def helper_port_blocked(
    corosync: Corosync,
    crossing: Crossing,
    services: Services | Unknown,
    cluster: ClusterState | Unknown,
) -> Findings:
    host = crossing.host
    if isinstance(host, Unknown):
        return  # FW001 says that it is not known.
    pcsd = None if isinstance(services, Unknown) else services.get("pcsd")
    resources = () if isinstance(cluster, Unknown) else cluster.resources
    packets = helpers(
        corosync,
        host,
        pcsd=pcsd is not None and pcsd.active == "active",
        dlm=any(one.agent == "ocf:pacemaker:controld" for one in resources),
    )
    for one in met(crossing.rules, packets):
        if one.standing is Standing.SHUT:
            yield Finding(
                f"the firewall blocks {one.what}, which {one.service} needs",
                said(one.place or "nft list ruleset", one.text),
                why="that part of the cluster does not work from here",
            )
