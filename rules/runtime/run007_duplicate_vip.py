"""# RUN007 duplicate-vip

An address that the cluster runs on another node, or nowhere, is on this node too.

## Why

Two hosts that answer for one address take each other's connections away, now the one, now the other. It
comes from a stop that did not remove the address, from somebody who has added it by hand, or from a
network configuration that has it fixed on an interface.

## When to ignore it

Never. Before the address is removed by hand, make sure that no service of this node still uses it.

## Bad

```corosync
totem {
    version: 2
}
```
```file ip-addr.json
[{"ifname": "eth0", "addr_info": [
  {"local": "10.0.0.1", "prefixlen": 24}, {"local": "10.0.0.100", "prefixlen": 24}
]}]
```
```file vip.crm
node 1: alice
node 2: bob
primitive vip IPaddr2 params ip=10.0.0.100 cidr_netmask=24
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice", "nodelist.local_node_pos": "0"
  }},
  "ClusterState": {"dc": "bob", "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": true}
  ], "resources": [
    {"id": "vip", "agent": "ocf:heartbeat:IPaddr2", "role": "Started", "nodes": ["bob"]}
  ]}
}
```

## Good

```corosync
totem {
    version: 2
}
```
```file ip-addr.json
[{"ifname": "eth0", "addr_info": [
  {"local": "10.0.0.1", "prefixlen": 24}, {"local": "10.0.0.100", "prefixlen": 24}
]}]
```
```file vip.crm
node 1: alice
node 2: bob
primitive vip IPaddr2 params ip=10.0.0.100 cidr_netmask=24
property stonith-enabled=false cluster-infrastructure=corosync
```
```facts
{
  "RunningMap": {"keys": {
    "nodelist.node.0.nodeid": "1", "nodelist.node.0.name": "alice", "nodelist.local_node_pos": "0"
  }},
  "ClusterState": {"dc": "bob", "nodes": [
    {"name": "alice", "id": "1", "online": true}, {"name": "bob", "id": "2", "online": true}
  ], "resources": [
    {"id": "vip", "agent": "ocf:heartbeat:IPaddr2", "role": "Started", "nodes": ["alice"]}
  ]}
}
```

## Sources

* the agent ocf:heartbeat:IPaddr2
"""

from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.place import said
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.trouble import by_resource
from hadoctor.finding import Finding, Note, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.vip import addresses
from hadoctor.rule import Findings, rule

STILL = ("started", "stopped")
"""The roles of what is not on its way."""


@rule("RUN007", severity=Severity.ERROR)
def duplicate_vip(
    interfaces: Interfaces, cluster: ClusterState, running: RunningMap, pacemaker: Pacemaker
) -> Findings:
    own = cluster.name_of(running.own_id)
    found = {copies.id: copies for copies in by_resource(cluster)}
    for vip in addresses(pacemaker):
        copies = found.get(vip.resource.id)
        here = interfaces.own(vip.literal)
        if not (own and here and copies) or vip.lvs or vip.resource.clone:
            continue
        sure = copies.first.managed and not cluster.maintenance and not copies.first.failed
        if not sure or own in copies.nodes or copies.first.role.lower() not in STILL:
            continue
        if not cluster.sure.issuperset(copies.nodes):
            continue
        where = f"on {', '.join(copies.nodes)}" if copies.nodes else "nowhere"
        yield Finding(
            f"{here} is on this node, and the cluster runs '{copies.id}' {where}",
            at=said("ip -j addr", str(here)),
            notes=(Note(vip.ip.at if vip.ip else vip.resource.span, "the address"),),
            why="two hosts answer for one address" if copies.nodes else "it was left behind",
            severity=Severity.ERROR if copies.nodes else Severity.WARNING,
        )
