"""# RES014 vip-outside-subnets

The agent of an address finds no interface for it on this node.

## Why
Where `nic` is not set, `IPaddr2` looks for a network of the node that holds the address; with `cidr_netmask` it takes
only one that is not smaller than that. Where there is none, or `nic` names an interface that the node does not have,
it does not start: `Unable to find nic or netmask`. On a node that has never had the address, this shows at the
first failover.

## When to ignore it
Where another resource brings up the interface, or the route, before the address is started.

## Bad
```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='10.9.0.100'/></instance_attributes></primitive></resources><constraints></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}]}
  }
}
```

The mask is shorter than that of the network:

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='10.0.0.100'/><nvpair id='p-cidr_netmask' name='cidr_netmask' value='16'/></instance_attributes></primitive></resources><constraints></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}]}
  }
}
```

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='10.0.0.100'/><nvpair id='p-nic' name='nic' value='ens3'/></instance_attributes></primitive></resources><constraints></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}]}
  }
}
```

## Good
```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='10.0.0.100'/><nvpair id='p-cidr_netmask' name='cidr_netmask' value='32'/></instance_attributes></primitive></resources><constraints></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}]}
  }
}
```

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='fd00::100'/></instance_attributes></primitive></resources><constraints></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}, {"network": "fd00::/64", "interface": "eth0"}]}
  }
}
```

It cannot come to this node:

```corosync
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
}
```

```peers
{
  "n1": {
    "cib.xml": "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/></nodes><resources><primitive id='vip' class='ocf' provider='heartbeat' type='IPaddr2'><instance_attributes id='p'><nvpair id='p-ip' name='ip' value='10.9.0.100'/></instance_attributes></primitive></resources><constraints><rsc_location id='l' rsc='vip' node='n1' score='-INFINITY'/></constraints></configuration></cib>",
    "ip-addr.json": [{"ifname": "eth0", "addr_info": [{"local": "10.0.0.1", "prefixlen": 24}]}],
    "NetworkRoutes": {"routes": [{"network": "10.0.0.0/24", "interface": "eth0"}]}
  }
}
```

## Sources
* the agent ocf:heartbeat:IPaddr2 and its findif.sh, resource-agents 4.12
"""

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.place import said
from hadoctor.facts.node.routes import NetworkRoutes
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.vip_network import fault
from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import kept_from
from hadoctor.model.pacemaker.vip import addresses
from hadoctor.rule import Findings, rule

FIX = Fix(
    "write nic and cidr_netmask, or an address of a network of the nodes", (), Applicability.GUIDED
)


@rule("RES014", severity=Severity.ERROR, explains=("RUN006",))
def vip_outside_subnets(
    pacemaker: Pacemaker,
    interfaces: Interfaces,
    routes: NetworkRoutes,
    identity: Identity,
    running: RunningMap | Unknown,
) -> Findings:
    own = None if isinstance(running, Unknown) else running.own
    here = {identity.hostname.lower(), *(() if own is None else (own.name.lower(),))}
    kept = kept_from(pacemaker, here)
    made = {r.agent.type for r in pacemaker.services if r.agent is not None}
    if any(type_.startswith(("iface-", "VLAN", "ethmonitor-")) for type_ in made):
        return  # The cluster makes interfaces itself.
    for vip in addresses(pacemaker):
        found = fault(vip, interfaces, routes)
        if found is None or vip.lvs or vip.ip is None or vip.resource.param("table") is not None:
            continue
        if kept(vip.resource):
            continue
        yield Finding(
            f"'{vip.resource.id}': {found.message}",
            vip.ip.at if vip.nic is None else vip.nic.at,
            (Note(said("ip route", found.line), f"what {identity.hostname} has"),),
            why="the agent finds no interface: the address does not start here",
            fix=FIX,
        )
