"""# NET016 vip-used-as-ring-address

A resource moves an address that corosync uses for a node.

## Why
The address goes where the resource goes. After a failover the node that has lost it is cut off from the others,
and the one that has got it answers in its place: nodes evict each other.

## When to ignore it
Never.

## Bad
```crm
primitive vip IPaddr2 params ip=10.0.0.2 cidr_netmask=24
property stonith-enabled=true
```

```file corosync.conf
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

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=24
property stonith-enabled=true
```

```file corosync.conf
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

## Sources
* corosync.conf(5): ringX_addr
* the agents' meta-data
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.links import Member
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.rule import Findings, rule

MOVED = {
    "ocf:heartbeat:IPaddr": "ip",
    "ocf:heartbeat:IPaddr2": "ip",
    "ocf:heartbeat:IPv6addr": "ipv6addr",
    "ocf:heartbeat:aws-vpc-move-ip": "ip",
    "ocf:heartbeat:awsvip": "secondary_private_ip",
}
"""The parameter with the address that an agent moves."""


@rule("NET016", severity=Severity.ERROR)
def vip_used_as_ring_address(corosync: Corosync, pacemaker: Pacemaker) -> Findings:
    rings: dict[object, Member] = {
        member.address: member for member in corosync.members if isinstance(member.address, Literal)
    }
    for resource in pacemaker.primitives:
        name = MOVED.get(resource.agent.name) if resource.agent is not None else None
        setting = resource.param(name) if name else None
        if setting is None:
            continue
        found = rings.get(parse((setting.value or "").partition("/")[0]))
        if found is not None:
            entry, node = found.entry, found.node
            yield Finding(
                f"resource '{resource.id}' moves '{setting.value}', which is {entry.pair.key} of node"
                f" '{node.label}'",
                setting.at,
                notes=(Note(entry.span, "the node's address"),),
                why="the node loses its address to the node that the resource goes to",
                fix=Fix("give the resource another address", (), Applicability.GUIDED),
            )
