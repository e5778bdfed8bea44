"""Asks systemd, and the files of each, which services load the rules of the firewall."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall_units import FirewallUnit, FirewallUnits
from hadoctor.model.firewall.managers import zones
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.systemctl import enabled, show
from hadoctor.probe.world import World

UNITS = ("ufw", "firewalld", "nftables", "netfilter-persistent", "iptables", "ip6tables")
UFW = "/etc/ufw/ufw.conf"
NFTABLES = ("/etc/nftables.conf", "/etc/sysconfig/nftables.conf")
"""Debian's file, and that of the Red Hat family, whose service takes all rules away by itself."""
_PROPERTIES = ("UnitFileState", "ActiveState", "Conflicts", "ExecStart")
_ENABLED = re.compile(r"^\s*ENABLED=[\"']?(\w+)", re.MULTILINE)
_FLUSH = re.compile(r"^[^#\n]*\bflush\s+ruleset\b", re.MULTILINE)
_ACTIVE = re.compile(r"^(\S+) \([^)\n]*\bactive\b", re.MULTILINE)


def firewall_units(world: World) -> FirewallUnits | Unknown:
    shown = show(world, (f"{unit}.service" for unit in UNITS), _PROPERTIES)
    if isinstance(shown, Unknown):
        return shown
    found = []
    for name in UNITS:
        if f"{name}.service" in shown:
            unit = read_unit(name, shown[f"{name}.service"])
            found.append(_with_files(world, unit, shown[f"{name}.service"]))
    runs = any(u.name == "firewalld" and u.active for u in found)
    if not runs:
        return FirewallUnits(tuple(found))
    now, then = _listed(world), _listed(world, "--permanent")
    return FirewallUnits(tuple(found), tuple(_ACTIVE.findall(now)), zones(now), zones(then))


def read_unit(name: str, properties: dict[str, str]) -> FirewallUnit:
    conflicts = properties.get("Conflicts", "").split()
    return FirewallUnit(
        name,
        properties.get("ActiveState") == "active",
        enabled(properties.get("UnitFileState", "")),
        tuple(c for c in conflicts if c != "shutdown.target"),
    )


def _with_files(world: World, unit: FirewallUnit, properties: dict[str, str]) -> FirewallUnit:
    if unit.name == "ufw":
        text = world.read(UFW)
        switched = None if isinstance(text, Unknown) else ufw_enabled(text.decode("latin-1"))
        if switched is None:
            # Its service may be enabled, and do nothing.
            return unit._replace(active=False, boots=None)
        return unit._replace(active=unit.active and switched, boots=unit.boots and switched)
    if unit.name == "nftables":
        texts = [properties.get("ExecStart", "")]
        for path in NFTABLES:
            data = world.read(path)
            texts += [] if isinstance(data, Unknown) else [data.decode("latin-1")]
        return unit._replace(flushes=any(_FLUSH.search(text) for text in texts))
    return unit


def ufw_enabled(text: str) -> bool | None:
    """What ufw.conf says. None: nothing that can be understood."""
    said = _ENABLED.findall(text)
    return {"yes": True, "no": False}.get(said[-1].lower()) if said else None


def _listed(world: World, *options: str) -> str:
    said = ask(world, "firewall-cmd", *options, "--list-all-zones")
    return "" if isinstance(said, Unknown) else said.out


PROBES = (Probe(FirewallUnits, "firewall units", firewall_units),)
