"""# FEN001 fencing-disabled

Fencing is switched off.

## Why
Without fencing a node that does not answer is taken for dead. If it only lost the network, or hangs, its services are
started a second time elsewhere: addresses are there twice, a file system is mounted twice and breaks. DLM waits for
ever for a fencing that never comes, and a resource that cannot be stopped stays where it is. No vendor supports such a
cluster.

## When to ignore it
In a laboratory, and for a cluster of one node.

## Bad
```crm
node a
node b
primitive fs Filesystem params device=/dev/sdb1 directory=/srv fstype=xfs
property stonith-enabled=false
```

```cib pacemaker=3.0
<configuration><crm_config><cluster_property_set id="cib-bootstrap-options">
<nvpair id="o" name="fencing-enabled" value="off"/></cluster_property_set></crm_config><nodes/><resources>
<primitive id="vip" class="ocf" provider="heartbeat" type="IPaddr2"/></resources><constraints/></configuration>
```

## Good
```crm
node a
node b
primitive fence-a stonith:fence_ipmilan params ip=10.0.1.1 pcmk_host_list=a op monitor interval=60s
primitive fence-b stonith:fence_ipmilan params ip=10.0.1.2 pcmk_host_list=b pcmk_delay_base=10s op monitor interval=60s
primitive fs Filesystem params device=/dev/sdb1 directory=/srv fstype=xfs
property stonith-enabled=true
```

## Sources
* Pacemaker Explained, "Fencing"; dlm_controld(8)
"""

from hadoctor.finding import Applicability, Finding, Fix, Note, Severity
from hadoctor.model.pacemaker.fence_device import fence_devices
from hadoctor.model.pacemaker.known import has_data, is_agent
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.rule import Findings, rule

SHARED = ("ocf:pacemaker:controld", "ocf:heartbeat:lvmlockd", "ocf:lvm2:clvmd", "ocf:ocfs2:o2cb")


@rule("FEN001", severity=Severity.ERROR)
def fencing_disabled(pacemaker: Pacemaker) -> Findings:
    switch = pacemaker.fencing_switch
    if switch is None or pacemaker.fencing is not False:
        return
    data = next((one for one in pacemaker.services if _keeps_data(one)), None)
    severity = Severity.WARNING if data is None else Severity.ERROR
    if pacemaker.whole and len(pacemaker.members) == 1:
        severity = Severity.INFO
    devices = [device for device in fence_devices(pacemaker) if not device.disabled]
    what = f", and '{data.id}' has data to lose" if data is not None else ""
    yield Finding(
        f"{switch.name} is '{switch.value}': lost nodes are not fenced{what}",
        switch.at,
        tuple(Note(device.resource.id_at, "a fence device, not used") for device in devices[:4]),
        why="a node that only seems dead goes on, and its services are started a second time",
        severity=severity,
        fix=Fix(
            f"set {switch.name} to true, the devices are there"
            if devices
            else f"add a fence device for every node, test it, then set {switch.name} to true",
            (),
            Applicability.GUIDED,
        ),
    )


def _keeps_data(resource: Resource) -> bool:
    return has_data(resource) or is_agent(resource, *SHARED)
