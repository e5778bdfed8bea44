"""What the host gives the cluster's daemons: folders, room, an account, a name, a journal, a watchdog; and
upgrades that leave them alone."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.log import LogStorage
from hadoctor.facts.node.storage import Storage
from hadoctor.facts.node.upgrades import Upgrades
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.systemd import framed
from hadoctor.repair.step import Access, Disruption, MakeFolder, Run, SetAccess, WriteFile

PACEMAKER = "/var/lib/pacemaker/"
OF_PACEMAKER = Access(0o750, "hacluster", "haclient")
"""As the package has them."""
CIB_OF_PACEMAKER = Access(0o600, "hacluster", "haclient")
OF_COROSYNC = Access(0o755)
_ACCOUNT = frozenset(("user hacluster", "group haclient"))
_APT = "/etc/apt/apt.conf.d/52hadoctor-cluster"
_JOURNALD = "/etc/systemd/journald.conf.d"
_PERSISTENT = b"# hadoctor:SYS008\n[Journal]\nStorage=persistent\n"
_AGAIN = ("systemctl", "restart", "systemd-journald.service")
HOSTNAME = "/etc/hostname"


@repairs("SYS008")
def folders(need: Need, files: ClusterFiles) -> Repairs:
    if _ACCOUNT - set(files.users):
        yield from _account(need, files)
        return
    lost = tuple(r for r in need.found if r.finding.message.endswith(("is missing", "are missing")))
    made = [
        MakeFolder(path, OF_PACEMAKER if path.startswith(PACEMAKER) else OF_COROSYNC)
        for path in files.missing
    ]
    if lost and made:
        names = ", ".join(step.path for step in made)
        yield need.repair(f"make {names} as the package has it", *made, cures=lost)
    for state in files.files:
        cures = tuple(r for r in need.found if r.finding.message.startswith(f"{state.path} is of "))
        if cures and state.kind in ("folder", "file") and state.path.startswith(PACEMAKER):
            before = Access(state.mode, state.owner, state.group)
            after = OF_PACEMAKER if state.kind == "folder" else CIB_OF_PACEMAKER
            yield need.repair(
                f"give {state.path} to Pacemaker",
                SetAccess(state.path, before, after),
                cures=cures,
            )


def _account(need: Need, files: ClusterFiles) -> Repairs:
    """The package makes the account; a guessed number would not fit the files of other nodes."""
    cures = tuple(r for r in need.found if r.finding.message.startswith("there is no "))
    if cures:
        yield need.protocol(
            "make the account of Pacemaker",
            "its numbers are for the package to choose",
            "$ apt-get install --reinstall pacemaker pacemaker-common    # Debian, Ubuntu",
            "$ dnf reinstall pacemaker pacemaker-libs    # Red Hat and its relatives",
            "$ getent passwd hacluster; getent group haclient",
            f"$ chown -R hacluster:haclient {' '.join(_of_pacemaker(files))}",
            cures=cures,
        )


def _of_pacemaker(files: ClusterFiles) -> Iterator[str]:
    return (f.path for f in files.files if f.path.startswith(PACEMAKER) and f.kind == "folder")


@repairs("SYS008")
def room(need: Need, storage: Storage) -> Repairs:
    """What may be thrown away is not for a program to choose."""
    told: set[str] = set()
    for one in storage.rooms:
        mount = one.mount or one.path
        start = (f"{mount} is full", f"{mount} has ")
        cures = tuple(r for r in need.found if r.finding.message.startswith(start))
        if cures and mount not in told:
            told.add(mount)
            yield need.protocol(
                f"make room on {mount}",
                "what may be thrown away is for an administrator to choose",
                f"$ df -h {mount}; df -i {mount}",
                f"$ du -xh --max-depth=3 {mount} | sort -h | tail -n 20",
                "often logs; never the files below /var/lib/pacemaker/cib:",
                "$ journalctl --vacuum-size=200M",
                cures=cures,
            )
        read_only = tuple(r for r in need.found if r.finding.message == f"{one.path} is read-only")
        if read_only:
            yield need.protocol(
                f"let {one.path} be written to",
                "the kernel makes a file system read-only when its disk fails",
                f"$ findmnt --target {one.path}",
                "$ journalctl --dmesg --priority=err",
                "when the disk is sound (else move the node's resources away first):",
                f"$ mount -o remount,rw {mount}",
                cures=read_only,
            )


@repairs("SYS008")
def journal_on_disk(need: Need, journal: LogStorage) -> Repairs:
    cures = tuple(r for r in need.found if r.finding.message.startswith("the journal is lost"))
    path = f"{_JOURNALD}/99-hadoctor.conf"
    if not cures or not isinstance(need.world.stat(path), Unknown):
        return
    made = [MakeFolder(_JOURNALD)] if isinstance(need.world.stat(_JOURNALD), Unknown) else []
    yield need.repair(
        "keep the journal on disk",
        *framed(_AGAIN, *made, WriteFile(path, None, _PERSISTENT)),
        # One that was in memory when the host started waits to be told.
        Run(("journalctl", "--flush"), ("journalctl", "--version"), limit=60.0, harmless=True),
        cures=cures,
        disruption=Disruption.RELOAD
        if journal.storage in ("volatile", "none")
        else Disruption.NONE,
        risk="it needs room in /var/log/journal, which stays when this is undone",
    )


@repairs("SYS005")
def upgrades_by_hand(need: Need, upgrades: Upgrades) -> Repairs:
    """Only the packages of the cluster are left out; all else is upgraded as before."""
    risk = "their security upgrades have to be done by hand, node by node"
    names = " ".join(f'"^{name}";' for name in upgrades.packages)
    text = f"// hadoctor:SYS005\nUnattended-Upgrade::Package-Blacklist {{ {names} }};\n"
    if upgrades.program == "unattended-upgrades" and isinstance(need.world.stat(_APT), Unknown):
        yield need.repair(
            "leave the upgrade of the cluster's packages to an administrator",
            WriteFile(_APT, None, text.encode()),
            risk=risk,
        )
    else:
        yield need.protocol(
            "leave the upgrade of the cluster's packages to an administrator",
            f"the settings of {upgrades.program} are an administrator's",
            "on every node:",
            "$ editor /etc/dnf/automatic.conf    # [base] exclude=corosync* pacemaker*"
            if upgrades.program.startswith("dnf")
            else f"$ editor {_APT}    # {text.splitlines()[1]}",
            f"{risk}:",
            "$ crm node standby; crm_resource --wait    # then upgrade, then: crm node online",
        )


@repairs("SYS006")
def lasting_name(need: Need, identity: Identity, corosync: Corosync | Unknown) -> Repairs:
    """The name that the node has in the cluster now is kept; a new name makes a new node."""
    names = [] if isinstance(corosync, Unknown) else [n.label for n in corosync.nodes]
    own, stored = identity.hostname, identity.stored_hostname
    data = need.world.read(HOSTNAME)
    if own in names and stored and not isinstance(data, Unknown):
        lines = data.decode("latin-1").splitlines(keepends=True)
        after = "".join(_renamed(lines, stored, own)).encode("latin-1")
        if after != data:
            yield need.repair(
                f"let the host be called {own} after the next start, too",
                WriteFile(HOSTNAME, data, after),
                risk="cloud-init may write it again: preserve_hostname: true in /etc/cloud/cloud.cfg",
            )
            return
    yield need.protocol(
        "give the host a name of its own",
        "with another name the node is another node for Pacemaker: it must not run meanwhile",
        "the name that corosync.conf has for this node"
        + (f", one of {', '.join(names)}:" if names else ":"),
        "$ crm node standby; crm_resource --wait",
        "$ systemctl stop pacemaker corosync",
        "$ hostnamectl set-hostname NAME",
        "$ systemctl start corosync pacemaker",
        "$ crm node online",
    )


def _renamed(lines: list[str], stored: str, own: str) -> Iterator[str]:
    for line in lines:
        yield line.replace(stored, own, 1) if line.strip() == stored else line


@repairs("FEN023")
def watchdog(need: Need) -> Repairs:
    """A driver is chosen by who knows the machine; nothing here opens a watchdog."""
    if any("has no watchdog" in one.finding.message for one in need.found):
        yield need.protocol(
            "give the node a watchdog",
            "which driver fits the machine is not known here, and a wrong one resets it",
            "that of the hardware (iTCO_wdt, hpwdt, ipmi_watchdog, i6300esb …), else softdog:",
            "$ modprobe DRIVER",
            "$ echo DRIVER > /etc/modules-load.d/watchdog.conf    # at every start",
            "$ cat /sys/class/watchdog/*/identity",
        )
