"""# SYS003 boot-enablement

Some services of the cluster start with the host, and others that belong to them do not.

## Why

Whether a node joins by itself after a start is a matter of policy, and both policies are sound. A mixture
is not: with corosync alone the node is a member that can do no work, its vote counts, and Pacemaker on the
other nodes waits for it or fences it. A quorum device that does not start leaves out the vote that the
cluster counts on.

## When to ignore it

On a node that only gives its vote.

## Bad

```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": true}, {"name": "pacemaker", "enabled": false}
]}}
```

```corosync
totem {
    version: 2
}
quorum {
    provider: corosync_votequorum
    device {
        model: net
        net {
            host: 192.0.2.9
        }
    }
}
```
```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": true}, {"name": "pacemaker", "enabled": true},
  {"name": "corosync-qdevice", "enabled": false}
]}}
```

```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": false, "state": "masked", "active": "active"},
  {"name": "pacemaker", "enabled": true}
]}}
```

## Good

```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": true}, {"name": "pacemaker", "enabled": true}
]}}
```

```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": false}, {"name": "pacemaker", "enabled": false}
]}}
```

Pacemaker's unit starts corosync:

```facts
{"Services": {"services": [
  {"name": "corosync", "enabled": false}, {"name": "pacemaker", "enabled": true}
]}}
```

## Sources

* the units of the packages: pacemaker.service requires corosync.service
* corosync-qdevice(8)
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.place import said
from hadoctor.facts.node.services import Services
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.rule import Findings, rule


@rule("SYS003", severity=Severity.WARNING)
def boot_enablement(services: Services, corosync: Corosync | Unknown) -> Findings:
    own, pacemaker = services.get("corosync"), services.get("pacemaker")
    qdevice = services.get("corosync-qdevice")
    if own is None:
        return
    command = "systemctl is-enabled" if services.systemd else "ls /etc/rc?.d"
    starts = own.enabled or (pacemaker is not None and pacemaker.enabled)
    forbidden = own.masked and pacemaker is not None and pacemaker.enabled
    if forbidden or (own.masked and own.active == "active"):
        yield Finding(
            "corosync is masked: it runs until it is stopped, and nothing can start it then"
            if own.active == "active"
            else "corosync is masked, and pacemaker, which needs it, starts at boot",
            at=said(f"{command} corosync", own.state),
            why="after a start of the host the node is in no cluster",
            fix=Fix("systemctl unmask corosync", (), Applicability.GUIDED),
        )
    if own.enabled and pacemaker is not None and pacemaker.enabled is False:
        yield Finding(
            "corosync starts at boot, and pacemaker does not",
            at=said(f"{command} corosync pacemaker", "enabled disabled"),
            why="after a start of the host the node is a member that can do no work",
            fix=Fix(
                "enable both, or none of them: systemctl enable pacemaker", (), Applicability.GUIDED
            ),
        )
    if not services.systemd and own.enabled is False and pacemaker and pacemaker.enabled:
        yield Finding(
            "pacemaker starts at boot, and corosync, which it needs, does not",
            at=said(pacemaker.origin, "pacemaker"),
            why="after a start of the host neither of them runs",
            fix=Fix("enable both, or none of them", (), Applicability.GUIDED),
        )
    wanted = isinstance(corosync, Corosync) and corosync.text("quorum.device.model")
    if wanted and starts and qdevice is not None and qdevice.enabled is False:
        yield Finding(
            "corosync.conf has a quorum device, and corosync-qdevice does not start at boot",
            at=said(f"{command} corosync-qdevice", "disabled"),
            why="after a start of the host the vote of the device is missing",
            fix=Fix("systemctl enable corosync-qdevice", (), Applicability.GUIDED),
        )
