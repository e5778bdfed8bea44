"""Room on the file systems that the cluster writes to, and memory."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.node.storage import Memory, Room, Storage
from hadoctor.probe.configuration import lines
from hadoctor.probe.files import log_folders
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import World

PATHS = (
    "/var/lib/pacemaker/cib",
    "/var/lib/corosync",
    "/var/log",
    "/var/log/pacemaker",
    "/var/log/cluster",
    "/dev/shm",
    "/run",
    "/tmp",
    "/",
)
"""What the cluster cannot do without comes first: it tells what a file system is needed for."""


def storage(world: World) -> Storage | Unknown:
    mounts = read_mounts(lines(world.read("/proc/self/mountinfo")))
    paths = [*PATHS, *log_folders(world)]
    found: dict[str, Room] = {}
    for path in paths:
        said = world.space(path)
        if isinstance(said, Unknown) or not said.total:
            continue
        mount = mount_of(path, mounts)
        # One finding for each file system, with the first of the folders on it.
        found.setdefault(
            mount,
            Room(
                path,
                said.total,
                said.free,
                said.inodes,
                said.inodes_free,
                said.read_only,
                mounts.get(mount) in ("tmpfs", "ramfs", "devtmpfs"),
                mount,
            ),
        )
    return Storage(tuple(found.values())) if found else Unknown("no file system could be asked")


def read_mounts(text: list[str]) -> dict[str, str]:
    """proc_pid_mountinfo(5): the type of the file system by the place it is mounted at."""
    found = {}
    for line in text:
        before, _, after = line.partition(" - ")
        words = before.split()
        if len(words) > 4 and after:
            found[words[4].replace("\\040", " ")] = after.split()[0]
    return found


def mount_of(path: str, mounts: dict[str, str]) -> str:
    """The longest of the places that a path lies below."""
    fits = [m for m in mounts if path == m or path.startswith(m.rstrip("/") + "/")]
    return max(fits, key=len, default="/")


def memory(world: World) -> Memory | Unknown:
    data = world.read("/proc/meminfo", 16384)
    return data if isinstance(data, Unknown) else read_memory(lines(data))


def read_memory(text: list[str]) -> Memory | Unknown:
    values = {}
    for line in text:
        name, _, rest = line.partition(":")
        number = rest.split()[:1]
        if number and number[0].isdecimal():
            values[name] = int(number[0]) * 1024
    if not {"MemTotal", "MemAvailable"} <= values.keys():
        return Unknown("/proc/meminfo does not tell how much memory is available")
    return Memory(
        values["MemTotal"],
        values["MemAvailable"],
        values.get("SwapTotal", 0),
        values.get("SwapFree", 0),
    )


PROBES = (Probe(Storage, "disks", storage), Probe(Memory, "memory", memory))
