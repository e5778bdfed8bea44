"""Who brings up the interfaces of the cluster's links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interface
from hadoctor.facts.node.netsetup import LinkSetup, NetworkSetup
from hadoctor.model.address import parse
from hadoctor.probe.configuration import corosync, lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.routes import own_interfaces
from hadoctor.probe.systemctl import enabled, show
from hadoctor.probe.world import World

WAITS = (
    "NetworkManager-wait-online.service",
    "systemd-networkd-wait-online.service",
    "ifupdown-wait-online.service",
    "networking.service",
    "network.service",
    "wicked.service",
    "wickedd.service",
)
IFUPDOWN = "/etc/network/interfaces"


def network_setup(world: World) -> NetworkSetup | Unknown:
    conf = corosync(world)
    if isinstance(conf, Unknown):
        return conf
    here = own_interfaces(world)
    if isinstance(here, Unknown):
        return here
    used = []
    for interface in here.interfaces:
        own = {a.literal for a in interface.addresses if here.own(a.literal)}
        if any(parse(e.text) in own for n in conf.nodes for e in n.addresses.values()):
            used.append(interface)
    shown = show(world, WAITS, ("UnitFileState", "ActiveState"))
    units = {} if isinstance(shown, Unknown) else shown
    stanzas = read_interfaces(_interfaces_files(world))
    return NetworkSetup(
        tuple(_setup(world, interface, stanzas) for interface in used),
        tuple(u for u, p in units.items() if enabled(p.get("UnitFileState", "")) is not False),
        not isinstance(shown, Unknown),
    )


def _setup(
    world: World, interface: Interface, stanzas: dict[str, tuple[str, str, str]]
) -> LinkSetup:
    name = interface.name
    link = dict(_pairs(lines(world.read(f"/run/systemd/netif/links/{interface.number}", 16384))))
    if link.get("ADMIN_STATE", "unmanaged") not in ("unmanaged", "initialized", "pending"):
        origin = link.get("NETWORK_FILE", "")
        drop_ins = link.get("NETWORK_FILE_DROPINS", "").strip('"').split()
        for path in (origin, *drop_ins):
            for line in lines(world.read(path, 65536)) if path.startswith("/") else ():
                if re.match(r"\s*RequiredForOnline\s*=\s*(no|false|0|off)\b", line, re.I):
                    return LinkSetup(name, "networkd", False, True, path, line.strip())
        return LinkSetup(name, "networkd", origin=origin)
    device = dict(
        _pairs(lines(world.read(f"/run/NetworkManager/devices/{interface.number}", 16384)))
    )
    if device.get("managed") in ("true", "1"):
        return LinkSetup(name, "NetworkManager")
    if name in stanzas:
        kind, path, line = stanzas[name]
        return LinkSetup(name, "ifupdown", kind == "allow-hotplug", False, path, line)
    return LinkSetup(name)


def _pairs(text: list[str]) -> Iterator[tuple[str, str]]:
    for line in text:
        name, mark, value = line.partition("=")
        if mark:
            yield name.strip(), value.strip()


def _interfaces_files(world: World) -> Iterator[tuple[str, list[str]]]:
    yield IFUPDOWN, lines(world.read(IFUPDOWN, 65536))
    folder = f"{IFUPDOWN}.d"
    names = world.names(folder)
    # ifup takes names of letters, digits, dashes and underscores only.
    for name in () if isinstance(names, Unknown) else names:
        if re.fullmatch(r"[\w-]+", name, re.ASCII):
            yield f"{folder}/{name}", lines(world.read(f"{folder}/{name}", 65536))


def read_interfaces(files: Iterator[tuple[str, list[str]]]) -> dict[str, tuple[str, str, str]]:
    """interfaces(5): by interface, `auto` or `allow-hotplug` with the file and the line; `auto` counts
    where both are there."""
    found: dict[str, tuple[str, str, str]] = {}
    for path, text in files:
        for line in text:
            words = line.split()
            word = words[0] if words else ""
            if word in ("auto", "allow-auto", "allow-hotplug"):
                kind = "allow-hotplug" if word == "allow-hotplug" else "auto"
                for name in words[1:]:
                    if kind == "auto" or name not in found:
                        found[name] = (kind, path, line.strip())
    return found


PROBES = (Probe(NetworkSetup, "network at boot", network_setup),)
