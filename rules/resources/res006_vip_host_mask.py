"""# RES006 vip-host-mask

A floating address with a prefix for one host, and no interface named.

## Why
With `cidr_netmask` 32 (128 for IPv6) the address itself says nothing about its network. The agent then takes the
interface that has a route to the address: each node needs another, static address in the same network, or the start
fails there with "Unable to find nic or netmask". The node never uses such an address as its own for connections that it
opens.

## When to ignore it
When every node has a static address in that network: it works, and many guides do it.

## Bad
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=32
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="p">
<nvpair id="p1" name="ip" value="2001:db8::9"/><nvpair id="p2" name="cidr_netmask" value="128"/>
</instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=24
primitive cloud IPaddr2 params ip=10.0.0.8 cidr_netmask=32 nic=eth0
```

## Sources
* findif.sh of resource-agents 4.12
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.vip import addresses
from hadoctor.rule import Findings, rule


@rule("RES006", severity=Severity.INFO)
def vip_host_mask(pacemaker: Pacemaker) -> Findings:
    for address in addresses(pacemaker):
        if address.literal is None or address.mask is None or address.nic or address.lvs:
            continue
        if address.length == (32 if address.literal.family == 4 else 128):
            yield Finding(
                f"'{address.resource.id}': {address.text}/{address.length} says nothing about the network,"
                " and no nic is named",
                address.mask.at,
                why="every node needs another address in that network, or the agent finds no interface",
            )
