"""# NET013 node-name-vs-uname

The node that this host is has another name in the nodelist than the host itself.

## Why

It is allowed: corosync finds itself by its address, and Pacemaker takes the name of the nodelist. But agents
that ask for the host's name, the port maps of fence devices, and people at three in the morning take one
name for the other.

## When to ignore it

Where the names are different on purpose, and everything that asks for the host's name has been looked at.

## Bad

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alpha
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{"Identity": {"hostname": "gamma"}, "Names": {"answers": []}}
```

## Good

```corosync
totem {
    version: 2
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alpha
        nodeid: 1
    }
}
```

```file ip-addr.json
[{"ifname": "eth0", "flags": ["UP"], "addr_info": [
  {"family": "inet", "local": "10.0.0.1", "prefixlen": 24}]}]
```

```facts
{"Identity": {"hostname": "alpha.example.com"}, "Names": {"answers": []}}
```

## Sources

* Pacemaker Administration: where the name of a node comes from
* the daemon's search for itself
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.finding import Finding, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.rule import Findings, rule


@rule("NET013", severity=Severity.INFO)
def node_name_vs_uname(
    corosync: Corosync, interfaces: Interfaces, identity: Identity, names: Names
) -> Findings:
    if corosync.target.before("3.0"):
        return
    node = Here(interfaces, identity, names).node(corosync)
    if not isinstance(node, Node) or node.name is None:
        return
    own = identity.hostname
    if own.partition(".")[0].lower() != node.name.text.partition(".")[0].lower():
        yield Finding(
            f"the node is called '{node.name.text}', and the host '{own}'",
            at=node.name.span,
            why="agents and fence devices that ask for the host's name get another one",
        )
