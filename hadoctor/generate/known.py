"""What this host tells of itself, for the defaults of the questions."""

from __future__ import annotations

from hadoctor.facts import Unknown, interfaces
from hadoctor.facts.interfaces import Local
from hadoctor.generate.ask import Known
from hadoctor.probe.firewall_units import firewall_units
from hadoctor.probe.world import World
from hadoctor.source import Source

_MANAGERS = {
    "ufw": "ufw",
    "firewalld": "firewalld",
    "nftables": "nftables",
    "netfilter-persistent": "iptables",
}


def known(world: World) -> Known:
    name = world.read("/proc/sys/kernel/hostname", 256)
    return Known(
        "" if isinstance(name, Unknown) else name.decode("ascii", "replace").strip(),
        _addresses(world),
        _firewall(world),
    )


def _addresses(world: World) -> tuple[Local, ...]:
    """One of each interface that others can reach, in the order of the interfaces."""
    ran = world.run("ip", "-j", "addr")
    if isinstance(ran, Unknown) or not ran.ok:
        return ()
    found = interfaces.read(Source("ip -j addr", ran.out.encode()))
    if isinstance(found, Unknown):
        return ()
    first: dict[str, Local] = {}
    for one in found.interfaces:
        for local in one.addresses:
            link_local = local.literal.family == 6 and local.literal.value >> 118 == 0xFE80 >> 6
            if one.up and not local.literal.loopback and not link_local:
                first.setdefault(one.name, local)
    return tuple(first.values())


def _firewall(world: World) -> str:
    """The manager whose rules are in force or come at boot."""
    found = firewall_units(world)
    if isinstance(found, Unknown):
        return "none"
    units = [unit for unit in found.units if unit.active or unit.boots]
    return next((_MANAGERS[unit.name] for unit in units if unit.name in _MANAGERS), "none")
