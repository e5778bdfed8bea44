"""Settings of the kernel, and what confines the daemons."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.kernel import Confinement, Sysctls
from hadoctor.probe.configuration import lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

IPV4 = "/proc/sys/net/ipv4"
PLAIN = ("ip_nonlocal_bind", "ip_forward")
PER_INTERFACE = ("promote_secondaries", "rp_filter", "arp_ignore", "arp_announce")
MOST = 64
"""So many interfaces are asked for."""
PROFILES = "/sys/kernel/security/apparmor/profiles"
_CLUSTER = re.compile(
    r"corosync|pacemaker|sbd\b|drbd|booth|fence|/usr/lib/ocf|haproxy|mysqld|mariadbd"
)


def sysctls(world: World) -> Sysctls | Unknown:
    interfaces = world.names(f"{IPV4}/conf")
    if isinstance(interfaces, Unknown):
        return interfaces
    found: dict[str, str] = {}
    for name in PLAIN:
        found |= _value(world, name)
    for interface in interfaces[:MOST]:
        for name in PER_INTERFACE:
            found |= _value(world, f"conf/{interface}/{name}")
    return Sysctls(found)


def _value(world: World, path: str) -> dict[str, str]:
    data = world.read(f"{IPV4}/{path}", 64)
    if isinstance(data, Unknown):
        return {}
    name = ".".join(part.replace(".", "/") for part in f"net/ipv4/{path}".split("/"))
    return {name: data.decode("ascii", "replace").strip()}


def confinement(world: World) -> Confinement:
    enforcing = world.read("/sys/fs/selinux/enforce", 8)
    words = {b"1": "enforcing", b"0": "permissive"}
    selinux = "none" if isinstance(enforcing, Unknown) else words.get(enforcing.strip(), "none")
    profiles = [
        line.rpartition(" (")[0]
        for line in lines(world.read(PROFILES))
        if line.endswith("(enforce)") and _CLUSTER.search(line)
    ]
    return Confinement(selinux, tuple(profiles[:50]))


PROBES = (
    Probe(Sysctls, "kernel settings", sysctls),
    Probe(Confinement, "confinement", confinement),
)
