"""Which daemons run, by /proc."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.stack import DAEMONS, OTHERS, Process, Stack
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

CONFIGURATION = "COROSYNC_MAIN_CONFIG_FILE"
NAMES = frozenset(
    (*DAEMONS, *OTHERS, "corosync", "pacemakerd", "sbd", "corosync-qdevic", "corosync-qnetd")
)
ASKED = {
    "corosync": "-t -v -h",
    "sbd": "allocate create dump list message ping query-watchdog test-watchdog",
    **dict.fromkeys(("pacemakerd", *DAEMONS), "--features -F --version -$ --help -? metadata"),
}
"""Words of a command line with which a program is no daemon: it answers, and ends."""
_STATUS = 4096
"""Bytes of /proc/PID/status and of other small files."""


def stack(world: World) -> Stack | Unknown:
    pids = world.names("/proc")
    if isinstance(pids, Unknown):
        return pids
    if not world.root and isinstance(world.read("/proc/1/comm", 64), Unknown):
        return Unknown("needs root: other users' processes are hidden here")
    found: list[Process] = []
    for pid in pids:
        if pid.isdecimal():
            process = _process(world, pid)
            if process is not None:
                found.append(process)
    return Stack(
        tuple(sorted(found, key=lambda p: p.pid)),
        configured=not _absent(world, "/etc/corosync/corosync.conf"),
        pacemaker_installed=not isinstance(world.stat("/usr/sbin/pacemakerd"), Unknown),
        pacemaker_used=_stored(world),
    )


def _absent(world: World, path: str) -> bool:
    found = world.stat(path)
    return isinstance(found, Unknown) and found.why.endswith("does not exist")


def _stored(world: World) -> bool:
    found = world.stat("/var/lib/pacemaker/cib/cib.xml")
    # Without root the folder cannot be looked into; that it was used is then the likely thing.
    return not isinstance(found, Unknown) or "root" in found.why


def _process(world: World, pid: str) -> Process | None:
    name = world.read(f"/proc/{pid}/comm", 64)
    if isinstance(name, Unknown) or name.decode("latin-1").strip() not in NAMES:
        return None
    called = name.decode("latin-1").strip()
    arguments = world.read(f"/proc/{pid}/cmdline", _STATUS)
    words = [""] if isinstance(arguments, Unknown) else arguments.decode("latin-1").split("\0")
    # One that only answers a question may be ours: other probes ask at this moment.
    tool = called == "corosync-qdevic" and not words[0].endswith("corosync-qdevice") and words[0]
    if tool or set(ASKED.get(called, "").split()).intersection(words[1:]):
        return None
    # Last: what has ended meanwhile, without a command line to be read, is none.
    status = world.read(f"/proc/{pid}/status", _STATUS)
    if isinstance(status, Unknown) or not own_and_alive(status.decode("latin-1")):
        return None
    state = state_of(status.decode("latin-1"))
    configuration = ""
    if called == "corosync":
        configuration = told(words) or _configuration(world, pid)
    return Process(called, int(pid), configuration, state)


def own_and_alive(status: str) -> bool:
    """Whether a process, by its /proc/PID/status, runs in the process namespace of this /proc, and is
    no zombie. One in a namespace below has another number there."""
    return state_of(status) not in ("Z", "X") and len(_lines(status).get("NSpid", "").split()) < 2


def state_of(status: str) -> str:
    """The letter for the state of a process in its /proc/PID/status."""
    return _lines(status).get("State", "").strip()[:1]


def _lines(status: str) -> dict[str, str]:
    return dict(line.partition(":")[::2] for line in status.splitlines())


def told(words: list[str]) -> str:
    """The file that corosync 3 was told to read by its arguments: `-c FILE`."""
    for n, word in enumerate(words):
        if word == "-c" and n + 1 < len(words):
            return words[n + 1]
    return ""


def _configuration(world: World, pid: str) -> str:
    environment = world.read(f"/proc/{pid}/environ", 65536)
    if isinstance(environment, Unknown):
        return ""
    for entry in environment.decode("utf-8", "replace").split("\0"):
        name, _, value = entry.partition("=")
        if name == CONFIGURATION:
            return value
    return ""


PROBES = (Probe(Stack, "daemons", stack),)
