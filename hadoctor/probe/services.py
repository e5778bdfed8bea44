"""The services of a cluster: `systemctl show`, or the links of the old init scripts."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.services import Service, Services
from hadoctor.probe.gather import Probe
from hadoctor.probe.identity import runs_systemd
from hadoctor.probe.systemctl import enabled, show
from hadoctor.probe.world import World

NAMES = (
    "corosync pacemaker sbd corosync-qdevice corosync-qnetd pcsd pacemaker_remote hawk booth dlm"
    " corosync-notifyd"
).split()
PROPERTIES = (
    "Id UnitFileState ActiveState SubState Result ExecMainStatus NRestarts DropInPaths FragmentPath"
    " NeedDaemonReload After Wants Requires KillMode SendSIGKILL TimeoutStopUSec MemoryMax"
).split()
RUNLEVELS = ("/etc/rc2.d", "/etc/rc3.d", "/etc/rc5.d", "/etc/rc.d/rc3.d", "/etc/rc.d/rc5.d")
"""Those in which a host does its work."""
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "min": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(us|ms|s|min|h|d|w)\b")


def services(world: World) -> Services | Unknown:
    if not runs_systemd(world):
        return _sysv(world)
    names = [f"{name}.service" for name in NAMES]
    shown = show(world, names, PROPERTIES)
    if isinstance(shown, Unknown):
        return shown
    found = [read_service(unit.removesuffix(".service"), p) for unit, p in shown.items()]
    return Services(tuple(found))


def read_service(name: str, properties: dict[str, str]) -> Service:
    def text(key: str) -> str:
        return properties.get(key, "")

    def words(*keys: str) -> tuple[str, ...]:
        return tuple(w for key in keys for w in text(key).split())

    return Service(
        name,
        enabled(text("UnitFileState")),
        text("UnitFileState"),
        text("ActiveState"),
        text("SubState"),
        text("Result"),
        int(text("ExecMainStatus")) if text("ExecMainStatus").isdecimal() else 0,
        int(text("NRestarts")) if text("NRestarts").isdecimal() else 0,
        words("DropInPaths"),
        text("FragmentPath"),
        text("NeedDaemonReload") == "yes",
        words("After"),
        words("Wants", "Requires"),
        text("KillMode"),
        {"yes": True, "no": False}.get(text("SendSIGKILL")),
        read_span(text("TimeoutStopUSec")),
        int(text("MemoryMax")) if text("MemoryMax").isdecimal() else None,
        f"systemctl show {name}.service",
    )


def read_span(text: str) -> float | None:
    """Seconds of `1min 30s`; None for `infinity`, and for what is none."""
    parts = _SPAN.findall(text)
    return sum(float(n) * _UNITS[unit] for n, unit in parts) if parts else None


def _sysv(world: World) -> Services | Unknown:
    links: dict[str, str] = {}
    known = False
    for folder in RUNLEVELS:
        names = world.names(folder)
        if isinstance(names, Unknown):
            continue
        known = True
        for name in names:
            link = re.fullmatch(r"S\d\d(.+)", name)
            if link:
                links.setdefault(link[1], f"{folder}/{name}")
    if not known:
        return Unknown(
            "neither systemd nor links of init scripts: who starts services is not known"
        )
    found = []
    for name in NAMES:
        if name in links:
            found.append(Service(name, True, origin=links[name]))
        elif not isinstance(world.stat(f"/etc/init.d/{name}"), Unknown):
            found.append(Service(name, False, origin=f"/etc/init.d/{name}"))
    return Services(tuple(found), systemd=False)


PROBES = (Probe(Services, "services", services),)
