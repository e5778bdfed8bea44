"""Folders of the cluster's daemons, upgrades by night, and a boot that waits for the network."""

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles
from hadoctor.facts.node.services import Services
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Access, MakeFolder, Run, SetAccess, WriteFile

PACEMAKER = "/var/lib/pacemaker/"
OF_PACEMAKER = Access(0o750, "hacluster", "haclient")
"""As the package has them."""
_APT = "/etc/apt/apt.conf.d/52hadoctor-cluster"
_DROP_IN = "/etc/systemd/system/corosync.service.d"
_WAIT = b"# hadoctor:SYS002\n[Unit]\nWants=network-online.target\nAfter=network-online.target\n"
_RELOAD = ("systemctl", "daemon-reload")
_LAST = Run(("systemctl", "show", "--property=Version"), _RELOAD, limit=60.0)
"""Does nothing; when all behind it is taken back, systemd reads its files once more."""


@repairs("SYS008")
def folders(need: Need, files: ClusterFiles) -> Repairs:
    if {"user hacluster", "group haclient"} - set(files.users):
        return
    for path in files.missing:
        cures = tuple(r for r in need.found if path in r.finding.message)
        if cures and path.startswith(PACEMAKER):
            yield need.repair(
                f"make the folder {path}", MakeFolder(path, OF_PACEMAKER), cures=cures
            )
    for state in files.files:
        cures = tuple(r for r in need.found if r.finding.message.startswith(f"{state.path} is of "))
        if cures and state.kind == "folder" and state.path.startswith(PACEMAKER):
            before = Access(state.mode, state.owner, state.group)
            yield need.repair(
                f"give {state.path} to Pacemaker",
                SetAccess(state.path, before, OF_PACEMAKER),
                cures=cures,
            )


@repairs("SYS005")
def upgrades_by_hand(need: Need, upgrades: Upgrades) -> Repairs:
    """Only the packages of the cluster are left out; all else is upgraded as before."""
    if upgrades.program != "unattended-upgrades" or not isinstance(need.world.stat(_APT), Unknown):
        return
    names = " ".join(f'"^{name}";' for name in upgrades.packages)
    text = f"// hadoctor:SYS005\nUnattended-Upgrade::Package-Blacklist {{ {names} }};\n"
    yield need.repair(
        "leave the upgrade of the cluster's packages to an administrator",
        WriteFile(_APT, None, text.encode()),
        risk="their security upgrades have to be done by hand, node by node",
    )


@repairs("SYS002")
def after_the_network(need: Need, services: Services) -> Repairs:
    cures = tuple(r for r in need.found if "does not wait for" in r.finding.message)
    path = f"{_DROP_IN}/50-hadoctor-network.conf"
    if not services.systemd or not cures or not isinstance(need.world.stat(path), Unknown):
        return
    made = [MakeFolder(_DROP_IN)] if isinstance(need.world.stat(_DROP_IN), Unknown) else []
    yield need.repair(
        "let corosync wait for the network at boot",
        _LAST,
        *made,
        WriteFile(path, None, _WAIT),
        Run(_RELOAD, limit=60.0),
        cures=cures,
    )
