"""# SYS002 network-not-ready

When the host starts, corosync may start before the interface of its link has its address.

## Why

With udp and udpu corosync does not start without the address, or takes the loopback interface. With
knet it starts, and Pacemaker finds a node that is alone: it may wait, or fence the others. By hand
everything works, as the interface is up by then.

corosync.service waits for network-online.target, and that waits for whatever a service of the network's
manager tells it to wait for. Without such a service it waits for nothing; an interface with
`allow-hotplug`, or with `optional: true` in netplan, is not waited for either.

## When to ignore it

Where something else orders the start, or where corosync is started by hand.

## Bad

```facts
{
  "Services": {"services": [
    {"name": "corosync", "enabled": true, "after": ["network-online.target"],
     "wants": ["network-online.target"]}
  ]},
  "NetworkSetup": {"links": [{"interface": "ens4", "manager": "networkd"}], "waits": []}
}
```

```facts
{
  "Services": {"services": [
    {"name": "corosync", "enabled": true, "after": ["network-online.target"],
     "wants": ["network-online.target"]}
  ]},
  "NetworkSetup": {"waits": ["networking.service"], "links": [
    {"interface": "ens4", "manager": "ifupdown", "hotplug": true,
     "origin": "/etc/network/interfaces", "line": "allow-hotplug ens4"}
  ]}
}
```

## Good

```facts
{
  "Services": {"services": [
    {"name": "corosync", "enabled": true, "after": ["network-online.target"],
     "wants": ["network-online.target"]}
  ]},
  "NetworkSetup": {
    "links": [{"interface": "ens4", "manager": "networkd"}],
    "waits": ["systemd-networkd-wait-online.service"]
  }
}
```

Corosync is started by hand on this host:

```facts
{
  "Services": {"services": [{"name": "corosync", "enabled": false}]},
  "NetworkSetup": {"links": [{"interface": "ens4", "manager": "networkd"}], "waits": []}
}
```

## Sources

* systemd.special(7): network-online.target
* systemd-networkd-wait-online.service(8), interfaces(5), netplan(5): optional
"""

from hadoctor.facts.node.netsetup import LinkSetup, NetworkSetup
from hadoctor.facts.node.place import said
from hadoctor.facts.node.services import Service, Services
from hadoctor.facts.node.wording import listed
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

TARGET = "network-online.target"
WAITS = {
    "networkd": "systemd-networkd-wait-online.service",
    "NetworkManager": "NetworkManager-wait-online.service",
}
WHY = "after a start of the host the node may be alone, and corosync may not run at all"


@rule("SYS002", severity=Severity.WARNING)
def network_not_ready(services: Services, network: NetworkSetup) -> Findings:
    corosync = services.get("corosync")
    if not services.systemd or corosync is None or not _at_boot(services, corosync):
        return
    if corosync.after and TARGET not in corosync.after:
        yield Finding(
            f"corosync.service does not wait for {TARGET}",
            at=said(corosync.origin, f"After={' '.join(corosync.after)}"),
            why=WHY,
            fix=Fix(
                "a drop-in for corosync.service: [Unit] Wants= and After=network-online.target",
                (),
                Applicability.GUIDED,
            ),
        )
        return
    if not network.known:
        return
    late = [link for link in network.links if link.hotplug or link.optional]
    for link in late:
        word = "allow-hotplug" if link.hotplug else "optional"
        yield Finding(
            f"the boot does not wait for {link.interface}, which has an address of the nodelist: it is"
            f" {word}",
            at=said(link.origin, link.line),
            why=WHY,
            fix=Fix(
                f"auto {link.interface}" if link.hotplug else "remove `optional: true`",
                (),
                Applicability.GUIDED,
            ),
        )
    yield from _unwaited(network, [link for link in network.links if link not in late])


def _unwaited(network: NetworkSetup, links: list[LinkSetup]) -> Findings:
    for manager, unit in WAITS.items():
        names = [link.interface for link in links if link.manager == manager]
        if names and unit not in network.waits:
            yield Finding(
                f"the boot does not wait for {listed(names)}: {unit} is not enabled",
                at=said(f"systemctl is-enabled {unit}", "disabled"),
                why=WHY,
                fix=Fix(f"systemctl enable {unit}", (), Applicability.GUIDED),
            )


def _at_boot(services: Services, corosync: Service) -> bool:
    """Pacemaker's unit requires that of corosync."""
    pacemaker = services.get("pacemaker")
    return bool(corosync.enabled or (pacemaker and pacemaker.enabled))
