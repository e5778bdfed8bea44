"""Whether the host upgrades packages by itself."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.probe.configuration import lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.systemctl import enabled, show
from hadoctor.probe.world import World

PACKAGES = ("corosync", "pacemaker")
"""Those whose upgrade restarts the daemons."""
APT_TIMER = "apt-daily-upgrade.timer"
APT_COMMAND = ("apt-config", "dump")
DNF_CONF = "/etc/dnf/automatic.conf"
DNF_TIMERS = ("dnf-automatic.timer", "dnf-automatic-install.timer", "dnf5-automatic.timer")
_SETTING = re.compile(r'(\S+)\s+"([^"]*)";')


def upgrades(world: World) -> Upgrades | Unknown:
    timers = show(world, (APT_TIMER, *DNF_TIMERS), ("UnitFileState",))
    if isinstance(timers, Unknown):
        return timers
    on = [t for t, p in timers.items() if enabled(p.get("UnitFileState", "")) is not False]
    found = Upgrades()
    if APT_TIMER in on:
        found = _apt(world)
    elif any(t in on for t in DNF_TIMERS):
        found = _dnf(world, next(t for t in DNF_TIMERS if t in on))
    if not found.program:
        return found
    held, packages = _packages(world)
    return found._replace(
        excluded=tuple(dict.fromkeys((*found.excluded, *held))), packages=packages
    )


def _apt(world: World) -> Upgrades:
    if isinstance(world.stat("/usr/bin/unattended-upgrade"), Unknown):
        return Upgrades()
    ran = ask(world, *APT_COMMAND)
    return Upgrades() if isinstance(ran, Unknown) else read_apt(ran.out)


def read_apt(said: str) -> Upgrades:
    """The settings of `apt-config dump`; a list has a line for each of its values."""
    settings: dict[str, list[str]] = {}
    for line in said.splitlines():
        found = _SETTING.match(line)
        if found:
            settings.setdefault(found[1].removesuffix("::"), []).append(found[2])
    key = "APT::Periodic::Unattended-Upgrade"
    value = settings.get(key, ["0"])[-1]
    periodic = settings.get("APT::Periodic::Enable", ["1"])[-1]
    if value in ("0", "") or periodic == "0":
        return Upgrades()
    return Upgrades(
        "unattended-upgrades",
        APT_TIMER,
        " ".join(APT_COMMAND),
        f'{key} "{value}";',
        _matched(settings.get("Unattended-Upgrade::Package-Blacklist", [])),
    )


def _matched(patterns: list[str]) -> tuple[str, ...]:
    """The packages that a blacklist names: regular expressions from the beginning of the name on."""
    found = []
    for package in PACKAGES:
        for pattern in patterns:
            try:
                fits = 0 < len(pattern) < 200 and re.match(pattern, package)
            except re.error:
                continue
            if fits:
                found.append(package)
                break
    return tuple(found)


def _dnf(world: World, timer: str) -> Upgrades:
    line = ""
    for one in lines(world.read(DNF_CONF, 65536)):
        if re.match(r"\s*apply_updates\s*=\s*(yes|true|1|on)\b", one, re.I):
            line = one.strip()
    if not line and timer != "dnf-automatic-install.timer":
        return Upgrades()
    excluded: list[str] = []
    for path in (DNF_CONF, "/etc/dnf/dnf.conf"):
        for one in lines(world.read(path, 65536)):
            names = re.match(r"\s*(?:exclude|excludepkgs)\s*=\s*(.*)", one)
            if names:
                from fnmatch import fnmatch

                patterns = re.split(r"[\s,]+", names[1])
                excluded += [p for p in PACKAGES if any(fnmatch(p, x) for x in patterns)]
    origin = DNF_CONF if line else f"systemctl show {timer}"
    return Upgrades("dnf-automatic", timer, origin, line, tuple(excluded))


def _packages(world: World) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those on hold, and those that are installed."""
    ran = world.run("dpkg-query", "-W", "-f", "${Package} ${Status}\n", *PACKAGES)
    held, here = [], []
    if not isinstance(ran, Unknown):
        for line in ran.out.splitlines():
            words = line.split()
            if len(words) == 4 and words[3] == "installed":
                here.append(words[0])
                held += [words[0]] if words[1] == "hold" else []
    if not here:
        ran = world.run("rpm", "-q", "--qf", "%{NAME}\n", *PACKAGES)
        said = "" if isinstance(ran, Unknown) else ran.out
        here = [p for p in PACKAGES if p in said.split("\n")]
    return tuple(held), tuple(here)


PROBES = (Probe(Upgrades, "automatic upgrades", upgrades),)
