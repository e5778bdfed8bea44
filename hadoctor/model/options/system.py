"""Everything beside totem, nodes, quorum and logging: the process itself, who may talk to it, the
watchdog, and the virtual network device."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"
_IPC = "how programs on the node talk to the daemon; native takes shared memory where it can"
_CGROUP = "move the daemon to the root control group, where real-time priority is allowed"


_NOT_READ = "the daemon goes back to 3000 at start: it looks for a text, the parser stores a number"


def _recovery(path: str, what: str) -> Option:
    return Option(
        f"{path}.recovery",
        Kind.WORD,
        f"what happens when {what} fails: nothing, the watchdog fires, or the node goes down",
        words=("none", "watchdog", "quit", "reboot", "shutdown"),
        reloadable=True,
        source="daemon",
    )


def _period(path: str, what: str, default: str, kind: Kind = Kind.U64) -> Option:
    return Option(
        f"{path}.poll_period",
        kind,
        f"how often {what} is looked at",
        default=default,
        low=500,
        high=120000,
        unit="ms",
        source="daemon",
    )


def _maximum(path: str, meaning: str, unit: str = "") -> Option:
    return Option(path, Kind.TEXT, meaning, unit=unit, reloadable=True, source="daemon")


_LOAD, _MEMORY = "resources.system.load_15min", "resources.system.memory_used"
_PROCESS = "resources.process.NAME"
# The parser stores the poll period of memory_used as a number in every release, the others since
# 3.0. The service that measures load and memory wants a text, the one that watches processes a
# number.
_RESOURCES = (
    _recovery(_LOAD, "the load"),
    _maximum(f"{_LOAD}.max", "load of the last 15 minutes above which the resource has failed"),
    _period(_LOAD, "the load", "3000", Kind.TEXT)._replace(until="3.0"),
    _period(_LOAD, "the load", "3000")._replace(since="3.0", dead=_NOT_READ),
    _recovery(_MEMORY, "the memory"),
    _maximum(f"{_MEMORY}.max", "share of memory in use above which the resource has failed", "%"),
    _period(_MEMORY, "the memory", "3000")._replace(dead=_NOT_READ),
    _recovery(_PROCESS, "the process"),
    _period(_PROCESS, "the process", "6000", Kind.TEXT)._replace(
        until="3.0",
        dead="the daemon goes back to 6000 at start: it looks for a number, but a text is stored",
    ),
    _period(_PROCESS, "the process", "6000")._replace(since="3.0"),
    Option(
        f"{_PROCESS}.state",
        Kind.TEXT,
        "what the process says about itself; without it in the file it is watched once it does",
        source="daemon",
    ),
)


def _nozzle(key: str, kind: Kind, meaning: str) -> Option:
    return Option(
        f"nozzle.{key}",
        kind,
        meaning,
        since="3.0.2",
        transports="knet",
        reloadable=True,
        source=MANUAL,
    )


OPTIONS: tuple[Option, ...] = (
    Option(
        "qb.ipc_type",
        Kind.WORD,
        _IPC,
        default="native",
        words=("native", "shm", "socket"),
        refused_at="load",
        until="3.0",
        source=MANUAL,
    ),
    Option(
        "system.qb_ipc_type",
        Kind.WORD,
        _IPC,
        default="native",
        words=("native", "shm", "socket"),
        refused_at="load",
        since="3.0",
        source=MANUAL,
    ),
    Option(
        "system.sched_rr",
        Kind.WORD,
        "run with real-time priority",
        default="yes",
        words=("yes", "no"),
        refused_at="load",
        since="3.0",
        source=MANUAL,
    ),
    Option(
        "system.priority",
        Kind.TEXT,
        "priority of the process when sched_rr is no: max, min, or a number as for nice(1)",
        words=("max", "min"),
        refused_at="start",
        since="3.0",
        source=MANUAL,
    ),
    Option(
        "system.move_to_root_cgroup",
        Kind.WORD,
        _CGROUP,
        default="yes",
        words=("yes", "no"),
        refused_at="load",
        since="3.0",
        until="3.1.5",
        source=MANUAL,
    ),
    Option(
        "system.move_to_root_cgroup",
        Kind.WORD,
        "move the daemon to the root control group; auto does so when real-time priority needs it",
        default="auto",
        words=("yes", "no", "auto"),
        refused_at="load",
        since="3.1.5",
        source=MANUAL,
    ),
    Option(
        "system.allow_knet_handle_fallback",
        Kind.WORD,
        "start even when the process lacks the privileges that knet wants, as in a container",
        default="no",
        words=("yes", "no"),
        refused_at="load",
        since="3.1.1",
        transports="knet",
        source=MANUAL,
    ),
    Option(
        "system.state_dir",
        Kind.PATH,
        "directory for state files and the blackbox; has to exist",
        default="/var/lib/corosync",
        since="3.0",
        until="3.1.10",
        source=MANUAL,
    ),
    Option(
        "system.state_dir",
        Kind.PATH,
        "directory for state files and the blackbox; has to exist",
        default="$STATE_DIRECTORY, else /var/lib/corosync",
        since="3.1.10",
        source="daemon",
    ),
    Option(
        "uidgid.uid",
        Kind.TEXT,
        "user, by name or number, who may talk to the daemon beside root",
        reloadable=True,
        source="daemon",
    ),
    Option(
        "uidgid.gid",
        Kind.TEXT,
        "group, by name or number, that may talk to the daemon",
        reloadable=True,
        source="daemon",
    ),
    Option(
        "resources.watchdog_device",
        Kind.PATH,
        "watchdog device that the daemon feeds; off for none",
        default="/dev/watchdog",
        until="3.0",
        source="daemon",
    ),
    Option(
        "resources.watchdog_device",
        Kind.PATH,
        "watchdog device that the daemon feeds; off, like nothing at all, for none",
        default="off",
        since="3.0",
        source=MANUAL,
    ),
    Option(
        "resources.watchdog_timeout",
        Kind.U32,
        "time without the daemon after which the watchdog resets the node",
        default="6",
        low=2,
        high=120,
        unit="s",
        reloadable=True,
        source="daemon",
    ),
    *_RESOURCES,
    _nozzle("name", Kind.TEXT, "name of the virtual network device, at most 15 characters"),
    _nozzle("ipaddr", Kind.ADDRESS, "network of the device; the node id becomes its last part"),
    _nozzle("ipprefix", Kind.TEXT, "length of the network prefix: 8 to 30, with IPv6 to 64"),
    _nozzle("macaddr", Kind.TEXT, "MAC address of the device; the node id becomes its end"),
)
