"""What starts at boot, after what, and with which settings: by systemd. No daemon of the cluster is started
or stopped by it."""

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.units import UnitFiles
from hadoctor.finding import Reported
from hadoctor.model.pacemaker.known import passive
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.unit import units
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.systemd import RELOAD, disable, enable, framed, states
from hadoctor.repair.step import Disruption, MakeFolder, Protocol, Run, WriteFile

_DROP_IN = "/etc/systemd/system/corosync.service.d"
_WAIT = b"# hadoctor:SYS002\n[Unit]\nWants=network-online.target\nAfter=network-online.target\n"
_SETTINGS = {
    "KillMode": "KillMode",
    "SendSIGKILL": "SendSIGKILL",
    "TimeoutStopSec": "TimeoutStopSec|TimeoutSec",
    "MemoryMax": "MemoryMax|MemoryLimit",
}
"""By the word in the finding: how a file sets it."""
_TAG = "# hadoctor:SYS007 "


@repairs("SYS003")
def cluster_at_boot(need: Need, services: Services) -> Repairs:
    for name, words in (("pacemaker", "pacemaker does not"), ("corosync-qdevice", "qdevice does")):
        cures = tuple(one for one in need.found if words in one.finding.message)
        unit = services.get(name)
        if not services.systemd or not cures or unit is None:
            continue
        if unit.state == "disabled":
            yield need.repair(
                f"let {name} start at boot",
                enable(name),
                cures=cures,
                risk="after its start the node joins the cluster by itself; all nodes should do alike",
            )
        elif unit.state.startswith("masked"):
            yield need.protocol(
                f"let {name} start at boot",
                f"{name} is masked: somebody has forbidden it to start",
                "when nothing speaks against it, on this node:",
                f"$ systemctl unmask {name}",
                f"$ systemctl enable {name}",
                cures=cures,
            )


@repairs("SYS002")
def wait_for_the_network(need: Need, services: Services) -> Repairs:
    if not services.systemd:
        return
    for one in need.found:
        fix = one.finding.fix
        words = fix.title.split() if fix else []
        if "does not wait for network-online" in one.finding.message:
            yield from _ordered(need, one)
        elif words[:2] == ["systemctl", "enable"]:
            yield from _waits(need, words[-1], one)
        else:
            yield _interface(need, one)


def _ordered(need: Need, one: Reported) -> Repairs:
    path = f"{_DROP_IN}/50-hadoctor-network.conf"
    if isinstance(need.world.stat(path), Unknown):
        made = [MakeFolder(_DROP_IN)] if isinstance(need.world.stat(_DROP_IN), Unknown) else []
        yield need.repair(
            "let corosync wait for the network at boot",
            *framed(RELOAD, *made, WriteFile(path, None, _WAIT)),
            cures=(one,),
        )


def _waits(need: Need, unit: str, one: Reported) -> Repairs:
    known = states(need.world, unit)
    if unit in known and known[unit].file == "disabled":
        yield need.repair(
            f"let the boot wait for the network ({unit})",
            enable(unit),
            cures=(one,),
            risk="the boot waits as long as an interface does not come up (its own limit)",
        )
    elif unit in known and known[unit].masked:
        yield need.protocol(
            f"let the boot wait for the network ({unit})",
            f"{unit} is masked: somebody has forbidden it to start",
            f"$ systemctl unmask {unit}",
            f"$ systemctl enable {unit}",
            cures=(one,),
        )


def _interface(need: Need, one: Reported) -> Protocol:
    place = one.finding.at
    change = one.finding.fix.title if one.finding.fix else ""
    return need.protocol(
        "let the boot wait for the interface of the cluster",
        "a mistake in the settings of the network cuts the node off at its next start",
        f"$ editor {place.source.name}    # {place.text.strip()}: {change}",
        "nothing changes before the next start; try that on a node in standby",
        cures=(one,),
    )


@repairs("FW005")
def firewall_at_boot(need: Need, firewall: FirewallUnits) -> Repairs:
    for unit in firewall.units:
        cures = tuple(r for r in need.found if r.finding.message.startswith(f"{unit.name} runs"))
        if unit.active and unit.boots is False and cures:
            yield need.repair(f"let {unit.name} start at boot", enable(unit.name), cures=cures)


@repairs("RES008")
def left_to_the_cluster(need: Need, pacemaker: Pacemaker, unit_files: UnitFiles) -> Repairs:
    """Only what starts it at boot: it goes on running now, as the cluster has it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for resource in pacemaker.services:
        starters = tuple(s for unit in units(resource) for s in unit_files.at_boot(unit))
        if starters and not passive(resource):
            found.setdefault(starters, []).append(f"as '{resource.id}'")
    for starters, told in found.items():
        cures = tuple(r for r in need.found if any(one in r.finding.message for one in told))
        if cures:
            yield need.repair(
                f"leave the start of {', '.join(starters)} to the cluster",
                *(disable(s, runtime=unit_files.states[s] == "enabled-runtime") for s in starters),
                cures=cures,
                risk="the same is to be done on every node",
            )


@repairs("SYS007")
def read_the_units_again(need: Need, services: Services) -> Repairs:
    stale = [f"the files of {s.name}.service have changed" for s in services.services if s.stale]
    cures = tuple(r for r in need.found if r.finding.message.startswith(tuple(stale) or ("-",)))
    if services.systemd and cures:
        yield need.repair(
            "let systemd read its unit files again", Run(RELOAD, limit=60.0), cures=cures
        )


@repairs("SYS007")
def settings_of_the_package(need: Need, services: Services) -> Repairs:
    """The lines become comments in drop-ins of an administrator; whole units are left to him."""
    for service in services.services:
        cures = tuple(
            r for r in need.found if r.finding.message.startswith(f"{service.name}.service has ")
        )
        if not cures:
            continue
        words = [r.finding.message.split()[2].partition("=")[0] for r in cures]
        steps = list(_commented(need, service.drop_ins, words))
        if steps and not service.stale and not service.path.startswith("/etc/"):
            yield need.repair(
                f"leave {' and '.join(words)} of {service.name}.service as the package has it",
                *framed(RELOAD, *steps),
                cures=cures,
                disruption=Disruption.RELOAD,
                risk="somebody may have meant it so",
            )
        elif not service.stale:
            yield need.protocol(
                f"leave {' and '.join(words)} of {service.name}.service as the package has it",
                "it is set in a file that hadoctor does not change",
                f"$ systemctl cat {service.name}.service",
                f"$ systemctl edit --full {service.name}.service    # without {', '.join(words)}",
                f"$ systemctl show -p KillMode,SendSIGKILL,TimeoutStopUSec {service.name}.service",
                cures=cures,
            )


def _commented(need: Need, paths: tuple[str, ...], words: list[str]) -> Iterator[WriteFile]:
    names = "|".join(_SETTINGS[word] for word in words if word in _SETTINGS)
    line = re.compile(rf"(?m)^([ \t]*(?:{names})[ \t]*=.*)$")
    for path in paths:
        data = need.world.read(path) if path.startswith("/etc/systemd/system/") else Unknown("")
        if isinstance(data, Unknown) or not names:
            continue
        after = line.sub(rf"{_TAG}\1", data.decode("latin-1")).encode("latin-1")
        if after != data:
            yield WriteFile(path, data, after)
