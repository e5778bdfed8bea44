"""# FW006 firewall-managers-collide

Two services load firewall rules at boot, and one undoes or overrules the other.

## Why

ufw and firewalld each keep rules of their own, and a packet has to be let in by both: a port that is opened in one is
still closed. An nftables.conf that begins with `flush ruleset` takes away what another service has loaded before it;
nothing fixes the order, so that it differs from boot to boot.

## When to ignore it

Never on a node of a cluster: keep one of them.

## Bad

```facts
{"FirewallUnits": {"units": [
  {"name": "ufw", "active": true, "boots": true},
  {"name": "firewalld", "active": true, "boots": true}
]}}
```

```facts
{"FirewallUnits": {"units": [
  {"name": "ufw", "active": true, "boots": true},
  {"name": "nftables", "active": true, "boots": true, "flushes": true}
]}}
```

## Good

```facts
{"FirewallUnits": {"units": [
  {"name": "ufw", "active": false, "boots": false},
  {"name": "firewalld", "active": true, "boots": true}
]}}
```

systemd lets only one of them run:

```facts
{"FirewallUnits": {"units": [
  {"name": "firewalld", "active": true, "boots": true, "conflicts": ["nftables.service"]},
  {"name": "nftables", "active": false, "boots": true, "flushes": true}
]}}
```

## Sources

* the units of ufw, firewalld and nftables: all of them before network-pre.target, in no order
* nft(8): flush ruleset
"""

from itertools import combinations

from hadoctor.facts.node.firewall_units import FirewallUnit, FirewallUnits
from hadoctor.facts.node.place import said
from hadoctor.facts.node.wording import listed
from hadoctor.finding import Finding, Severity
from hadoctor.rule import Findings, rule

KEEPERS = ("ufw", "firewalld")


@rule("FW006", severity=Severity.WARNING)
def firewall_managers_collide(firewall: FirewallUnits) -> Findings:
    for one, other in combinations([u for u in firewall.units if u.boots], 2):
        if f"{other.name}.service" in one.conflicts or f"{one.name}.service" in other.conflicts:
            continue
        why = _why(one, other)
        if why:
            names = (one.name, other.name)
            yield Finding(
                f"{listed(names)} are both enabled: each loads rules at boot",
                said(f"systemctl is-enabled {' '.join(names)}", "enabled"),
                why=why,
            )


def _why(one: FirewallUnit, other: FirewallUnit) -> str:
    names = {one.name, other.name}
    if names == set(KEEPERS):
        return "a packet passes only where both let it in"
    flusher = next((u for u in (one, other) if u.name == "nftables" and u.flushes), None)
    if flusher and names & set(KEEPERS):
        return "nftables takes all rules away when it starts, and nothing fixes the order"
    return ""
