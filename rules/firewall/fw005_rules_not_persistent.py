"""# FW005 rules-not-persistent

A firewall service runs, and does not start at boot, or what it lets pass for the cluster is not what its next start
loads.

## Why

After the next start of the host it has other rules than now, or none: what was tried and tested is not what the
cluster comes back with.

With firewalld a rule is in force and forgotten at its next start, unless it is added with `--permanent`, and
then it is in force at its next start only. The cluster works until somebody reloads the firewall.

Rules that no service has loaded are not reported: a script of the host may load them.

## When to ignore it

Where something else starts the service, such as a configuration management after boot.

## Bad

```facts
{"FirewallUnits": {"units": [{"name": "firewalld", "active": true, "boots": false}]}}
```

```facts
{"FirewallUnits": {
  "units": [{"name": "firewalld", "active": true, "boots": true}], "zones": ["public"],
  "runtime": [{"name": "public", "services": ["ssh", "high-availability"]}],
  "permanent": [{"name": "public", "services": ["ssh"]}]
}}
```

## Good

```facts
{"FirewallUnits": {"units": [{"name": "firewalld", "active": true, "boots": true}]}}
```

What is opened for others only for a time is left alone:

```facts
{"FirewallUnits": {
  "units": [{"name": "firewalld", "active": true, "boots": true}], "zones": ["public"],
  "runtime": [{"name": "public", "services": ["ssh"], "ports": ["5405/udp", "8080/tcp"]}],
  "permanent": [{"name": "public", "services": ["ssh"], "ports": ["5405/udp"]}]
}}
```

ufw is installed and was never switched on:

```facts
{"FirewallUnits": {"units": [{"name": "ufw", "active": false, "boots": false}]}}
```

## Sources

* systemctl(1): enable
* firewall-cmd(1): --permanent
* ufw(8): ENABLED in /etc/ufw/ufw.conf
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.lasting import passing, ports_of
from hadoctor.rule import Findings, rule


@rule("FW005", severity=Severity.WARNING)
def rules_not_persistent(firewall: FirewallUnits, corosync: Corosync | Unknown) -> Findings:
    for unit in firewall.units:
        if unit.active and unit.boots is False:
            yield Finding(
                f"{unit.name} runs, and is not enabled: its rules are not loaded at boot",
                said(f"systemctl is-enabled {unit.name}", "disabled"),
                why="after the next start of the host the firewall is another one",
                fix=Fix(f"systemctl enable {unit.name}", (), Applicability.GUIDED),
            )
    ports = {5405} if isinstance(corosync, Unknown) else ports_of(corosync)
    for one in passing(firewall.runtime, firewall.permanent, ports):
        yield Finding(
            one.message,
            said(f"firewall-cmd {'' if one.now else '--permanent '}--list-all-zones", one.what),
            why="it ends with the next reload or start of firewalld"
            if one.now
            else "it begins with the next reload or start of firewalld",
            fix=Fix(
                f"the same firewall-cmd {'with' if one.now else 'without'} --permanent",
                (),
                Applicability.GUIDED,
            ),
        )
