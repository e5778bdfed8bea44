"""Everything beside totem, nodes, quorum and logging: the process itself, who may talk to it, the
watchdog, and the virtual network device."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"
_IPC = "how programs on the node talk to the daemon; native takes shared memory where it can"
_CGROUP = "move the daemon to the root control group, where real-time scheduling is allowed"


def _resource(path: str, what: str) -> tuple[Option, ...]:
    """A watched resource. The poll period became a number to the parser in 3.0, except that of
    memory_used, which always was one."""
    period = Option(
        f"{path}.poll_period",
        Kind.U64,
        f"how often {what} is looked at",
        default="3000",
        low=500,
        high=120000,
        unit="ms",
        source="daemon",
    )
    recovery = Option(
        f"{path}.recovery",
        Kind.WORD,
        f"what happens when {what} fails: nothing, the watchdog fires, or the node goes down",
        words=("none", "watchdog", "quit", "reboot", "shutdown"),
        source="daemon",
    )
    if path.endswith("memory_used"):
        return (recovery, period)
    return (recovery, period._replace(kind=Kind.TEXT, until="3.0"), period._replace(since="3.0"))


def _maximum(path: str, meaning: str, unit: str = "") -> Option:
    return Option(path, Kind.TEXT, meaning, unit=unit, source="daemon")


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
        _CGROUP + "; auto does so when it has to",
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
        source=MANUAL,
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
        source="daemon",
    ),
    *_resource("resources.system.load_15min", "the load of the last 15 minutes"),
    _maximum("resources.system.load_15min.max", "load above which the resource has failed"),
    *_resource("resources.system.memory_used", "the memory in use"),
    _maximum(
        "resources.system.memory_used.max",
        "share of the memory above which the resource has failed",
        "%",
    ),
    *_resource("resources.process.NAME", "the process"),
    _nozzle("name", Kind.TEXT, "name of the virtual network device, at most 15 characters"),
    _nozzle("ipaddr", Kind.ADDRESS, "network of the device; the node id becomes its last part"),
    _nozzle("ipprefix", Kind.TEXT, "length of the network prefix: 8 to 30, with IPv6 to 64"),
    _nozzle("macaddr", Kind.TEXT, "MAC address of the device; the node id becomes its end"),
)
