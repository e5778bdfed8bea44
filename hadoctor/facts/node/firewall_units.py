"""Who loads the rules of the firewall: the services that do, now and at boot."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.firewall.managers import Zone


class FirewallUnit(NamedTuple):
    """A service that is installed and that loads rules."""

    name: str
    """ufw, firewalld, nftables, netfilter-persistent, iptables or ip6tables."""
    active: bool
    """By systemd; ufw: also by ENABLED in its ufw.conf, without which its service does nothing."""
    boots: bool | None
    """Whether it loads rules at boot; None where that cannot be told (static, generated …)."""
    conflicts: tuple[str, ...] = ()
    """Units that systemd lets not run beside it, as `nftables.service`."""
    flushes: bool = False
    """nftables: its file begins by taking away all rules, whoever has made them."""


class FirewallUnits(NamedTuple):
    units: tuple[FirewallUnit, ...] = ()
    zones: tuple[str, ...] = ()
    """firewalld: the names of the zones that an interface or a source is bound to."""
    runtime: tuple[Zone, ...] = ()
    """firewalld: what is in force in all zones, by `firewall-cmd --list-all-zones`."""
    permanent: tuple[Zone, ...] = ()
    """firewalld: what its next start loads for them, by `firewall-cmd --permanent --list-all-zones`."""
