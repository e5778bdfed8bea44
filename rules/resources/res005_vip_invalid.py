"""# RES005 vip-invalid

A floating address that IPaddr2 cannot take, or that no host can reach.

## Why
The agent checks its parameters when it starts, and no earlier: the shell and Pacemaker take any text. An address with
its prefix (`10.0.0.9/24`), a mask that is none or the name of a host makes it report an error in its configuration;
Pacemaker then does not run it on any node.

## When to ignore it
In an example, where the address stands for another.

## Bad
```crm
primitive vip IPaddr2 params ip=10.0.0.9/24 nic=eth0
```

```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=33
```

```crm
primitive vip IPaddr2 params ip=10.0.0.255 cidr_netmask=24
```

```cib
<configuration><crm_config/><nodes/><resources>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes id="p">
<nvpair id="p1" name="ip" value="10.0.0.300"/><nvpair id="p2" name="cidr_netmask" value="24"/>
</instance_attributes></primitive>
</resources><constraints/></configuration>
```

## Good
```crm
primitive vip IPaddr2 params ip=10.0.0.9 cidr_netmask=24 nic=eth0
primitive vip6 IPaddr2 params ip=2001:db8::9 cidr_netmask=64 nic=eth0
primitive old IPaddr2 params ip=10.0.0.8 cidr_netmask=255.255.255.0 nic=eth0:web
```

## Sources
* ocf:heartbeat:IPaddr2 and its findif.sh, resource-agents 4.12; `validate-all` of the agent
"""

from hadoctor.finding import Finding, Severity
from hadoctor.model.pacemaker.edits import fix, set_value
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.vip import addresses
from hadoctor.rule import Findings, rule


@rule("RES005", severity=Severity.ERROR, explains=("RUN006",))
def vip_invalid(pacemaker: Pacemaker) -> Findings:
    for address in addresses(pacemaker):
        for fault in address.faults():
            text, slash, length = (fault.setting.value or "").partition("/")
            split = None
            if slash and fault.setting.name == "ip":
                edit = set_value(fault.setting.pair, "value", text)
                same = address.length is not None and length == str(address.length)
                split = fix(
                    f"write {text}" + ("" if same else f", and cidr_netmask={length}"),
                    edit if same else None,
                )
            yield Finding(
                f"'{address.resource.id}': {fault.message}",
                fault.setting.at,
                why=fault.why,
                severity=None if fault.refused else Severity.WARNING,
                fix=split,
            )
