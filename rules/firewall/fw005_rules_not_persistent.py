"""# FW005 rules-not-persistent

A firewall service runs, and does not start at boot.

## Why

After the next start of the host it has other rules than now, or none: what was tried and tested is not what the
cluster comes back with.

Rules that no service has loaded are not reported: a script of the host may load them.

## When to ignore it

Where something else starts the service, such as a configuration management after boot.

## Bad

```facts
{"FirewallUnits": {"units": [{"name": "firewalld", "active": true, "boots": false}]}}
```

## Good

```facts
{"FirewallUnits": {"units": [{"name": "firewalld", "active": true, "boots": true}]}}
```

ufw is installed and was never switched on:

```facts
{"FirewallUnits": {"units": [{"name": "ufw", "active": false, "boots": false}]}}
```

## Sources

* systemctl(1): enable
* ufw(8): ENABLED in /etc/ufw/ufw.conf
"""

from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.place import said
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule


@rule("FW005", severity=Severity.WARNING)
def rules_not_persistent(firewall: FirewallUnits) -> Findings:
    for unit in firewall.units:
        if unit.active and unit.boots is False:
            yield Finding(
                f"{unit.name} runs, and is not enabled: its rules are not loaded at boot",
                said(f"systemctl is-enabled {unit.name}", "disabled"),
                why="after the next start of the host the firewall is another one",
                fix=Fix(f"systemctl enable {unit.name}", (), Applicability.GUIDED),
            )
