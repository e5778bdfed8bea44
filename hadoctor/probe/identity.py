"""Which host this is, and which releases it has."""

from __future__ import annotations

import re
from collections.abc import Collection

from hadoctor.facts import Unknown
from hadoctor.facts.node.identity import Identity
from hadoctor.probe.configuration import lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

PACKAGES = ("corosync", "pacemaker", "crmsh")
OTHERS = (
    "booth booth-core corosync-qdevice fence-agents fence-agents-all fence-agents-common libknet1"
    " libknet1t64 resource-agents resource-agents-base sbd"
).split()
"""What the nodes have besides, and should have alike; the names of all distributions."""
CONTAINERS = frozenset(
    "container-other docker lxc lxc-libvirt openvz podman pouch proot rkt systemd-nspawn wsl".split()
)
"""The kinds of systemd-detect-virt(1) that share the kernel, and the clock, with a host."""
_NUMBER = re.compile(r"(\d+(?:\.\d+)+)")


def identity(world: World) -> Identity | Unknown:
    hostname = world.read("/proc/sys/kernel/hostname", 256)
    if isinstance(hostname, Unknown):
        return hostname
    system = read_os_release(lines(_os_release(world)))
    packages = _packages(world, PACKAGES)
    kind = virtualization(world)
    kernel = lines(world.read("/proc/sys/kernel/osrelease", 256))
    return Identity(
        hostname=hostname.decode("utf-8", "replace").strip(),
        stored_hostname=_first(lines(world.read("/etc/hostname", 1024))),
        machine=_machine(world),
        os_id=system.get("ID", ""),
        os_version=system.get("VERSION_ID", ""),
        os_name=system.get("PRETTY_NAME", ""),
        support_end=system.get("SUPPORT_END"),
        kernel=kernel[0] if kernel else "",
        virtualization=kind,
        container=kind in CONTAINERS,
        systemd=runs_systemd(world),
        corosync=_said(world, "corosync", "-v") or packages.get("corosync"),
        pacemaker=_said(world, "pacemakerd", "--version") or packages.get("pacemaker"),
        crmsh=packages.get("crmsh"),
        packages=_packages(world, OTHERS),
        initiator=_initiator(world),
        host_nqn=_first(lines(world.read("/etc/nvme/hostnqn", 1024))),
        taken=world.now(),
    )


def runs_systemd(world: World) -> bool:
    """What sd_booted(3) says."""
    return not isinstance(world.stat("/run/systemd/system"), Unknown)


def virtualization(world: World) -> str:
    """As systemd-detect-virt(1) says it. It ends with 1 where it has found none."""
    ran = world.run("systemd-detect-virt")
    if not isinstance(ran, Unknown):
        return ran.out.strip()
    if lines(world.read("/run/systemd/container", 64)):
        return lines(world.read("/run/systemd/container", 64))[0].strip()
    if not isinstance(world.stat("/.dockerenv"), Unknown):
        return "docker"
    flags = (line for line in lines(world.read("/proc/cpuinfo", 65536)) if line[:5] == "flags")
    return "vm-other" if " hypervisor" in next(flags, "") else ""


def read_os_release(text: list[str]) -> dict[str, str]:
    """os-release(5): shell assignments, of which quotes are the only shell."""
    found = {}
    for line in text:
        name, mark, value = line.partition("=")
        if mark and not line.startswith("#"):
            found[name.strip()] = value.strip().strip("\"'")
    return found


def _os_release(world: World) -> bytes | Unknown:
    found = world.read("/etc/os-release", 16384)
    return world.read("/usr/lib/os-release", 16384) if isinstance(found, Unknown) else found


def _first(text: list[str]) -> str | None:
    return next((s for line in text if (s := line.strip()) and not s.startswith("#")), None)


def _machine(world: World) -> str | None:
    """Not the id itself: it should not leave the host, machine-id(5)."""
    from hashlib import sha256

    data = world.read("/etc/machine-id", 64)
    if isinstance(data, Unknown) or len(data.strip()) != 32:
        return None
    return sha256(b"hadoctor machine " + data.strip()).hexdigest()[:16]


def _said(world: World, *command: str) -> str | None:
    ran = world.run(*command)
    number = None if isinstance(ran, Unknown) or not ran.ok else _NUMBER.search(ran.out)
    return number[1] if number else None


def _initiator(world: World) -> str | None:
    """initiatorname.iscsi(5): the last line InitiatorName=... counts."""
    found = None
    for line in lines(world.read("/etc/iscsi/initiatorname.iscsi", 4096)):
        name, mark, value = line.strip().partition("=")
        if mark and name == "InitiatorName":
            found = value.strip()
    return found


def _packages(world: World, names: Collection[str]) -> dict[str, str]:
    """The releases by the package database: upstream's part of the number."""
    ran = world.run("dpkg-query", "-W", "-f", "${Package} ${Status} ${Version}\n", *names)
    if not isinstance(ran, Unknown) and ran.out.strip():
        return read_packages(ran.out, names, installed=" ok installed ")
    ran = world.run("rpm", "-q", "--qf", "%{NAME} %{VERSION}\n", *names)
    return {} if isinstance(ran, Unknown) else read_packages(ran.out, names)


def read_packages(
    said: str, names: Collection[str] = PACKAGES, installed: str = " "
) -> dict[str, str]:
    """Lines of name, state and version, the version last; other lines tell what is not there."""
    found = {}
    for line in said.splitlines():
        name, number = line.split(" ")[0], _NUMBER.search(line.rpartition(" ")[2])
        if name in names and installed in line and number:
            found[name] = number[1]
    return found


PROBES = (Probe(Identity, "host", identity),)
