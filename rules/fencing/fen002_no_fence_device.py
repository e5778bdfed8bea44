"""# FEN002 no-fence-device

Fencing is on, which is the default, and there is no fence device.

## Why
As long as it could not fence a node the scheduler starts nothing at all: a new cluster in which everything is "Stopped".
Where SBD runs it counts as a way to fence, but only with `stonith-watchdog-timeout` does the cluster wait for it.

## When to ignore it
When the devices are to be loaded from another file.

## Bad
```crm
node a
node b
primitive web nginx
property no-quorum-policy=stop
```

```crm
node a
node b
primitive web nginx
property stonith-enabled=true have-watchdog=true
```

## Good
```crm
node a
node b
primitive fence stonith:fence_virsh params pcmk_host_map="a:vm-a;b:vm-b" pcmk_delay_max=15s op monitor interval=60s
primitive web nginx
property stonith-enabled=true
```

```crm
node a
node b
node c
primitive web nginx
property stonith-enabled=true have-watchdog=true stonith-watchdog-timeout=10s
```

## Sources
* crm_verify of Pacemaker 2.1.5: "Resource start-up disabled since no STONITH resources have been defined"
* Pacemaker Explained, "Fencing"; sbd(8)
"""

from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.watchdog import watchdog_timeout
from hadoctor.rule import Findings, rule


@rule("FEN002", severity=Severity.ERROR)
def no_fence_device(pacemaker: Pacemaker) -> Findings:
    if not pacemaker.whole or pacemaker.fencing is not True or pacemaker.fence_devices:
        return
    if not pacemaker.services or any(one.agent is None for one in pacemaker.primitives):
        return
    if watchdog_timeout(pacemaker) is not None:
        return
    switch = pacemaker.fencing_switch
    name = pacemaker.fencing_names[0]
    have = pacemaker.property("have-watchdog")
    watched = have is not None and values.boolean(have.value or "") is True
    state = f"{name} is '{switch.value}'" if switch is not None else f"{name} is on by default"
    first = next(iter(pacemaker.configuration.all("crm_config")), pacemaker.configuration)
    place = first.children[0].span if first.children else pacemaker.services[0].id_at
    timeout = "fencing-" if pacemaker.target.since("3.0.2") else "stonith-"
    yield Finding(
        f"{state}, and there is no fence device"
        + (f"; SBD runs, and {timeout}watchdog-timeout is not set" if watched else ""),
        switch.at if switch is not None else place,
        why="no lost node can be fenced: what ran there is never started elsewhere"
        if watched
        else "the cluster starts no resource at all",
        fix=Fix(
            f"set {timeout}watchdog-timeout to twice SBD_WATCHDOG_TIMEOUT, or add a fence device"
            if watched
            else "add a fence device for every node",
            (),
            Applicability.GUIDED,
        ),
    )
