"""# SYS008 host-limits

The host lacks something that the daemons of the cluster cannot do without: room, folders, an account.

## Why

With a full or read-only file system Pacemaker cannot store its configuration, and corosync cannot write
its state; with a full /dev/shm none of the programs can talk to corosync. A folder that the user hacluster
may not write to has the same effect. The daemons then end at an unlucky moment, or at the next start. A
stored configuration that belongs to another user, as after it was put back from a backup, is ignored.

## When to ignore it

Where a folder is small on purpose and is watched otherwise.

## Bad

```facts
{"Storage": {"rooms": [
  {"path": "/var/lib/pacemaker/cib", "mount": "/var", "total": 10737418240, "free": 0}
]}}
```

```facts
{"Storage": {"rooms": [
  {"path": "/var/log", "mount": "/var", "total": 10737418240, "free": 5368709120,
   "inodes": 655360, "inodes_free": 12}
]}}
```

```facts
{"ClusterFiles": {"users": ["user hacluster", "group haclient"], "files": [
  {"path": "/var/lib/pacemaker/cib", "kind": "folder", "mode": 488, "owner": "root", "group": "root"}
]}}
```

```facts
{"ClusterFiles": {"users": ["user hacluster", "group haclient"], "files": [
  {"path": "/var/lib/pacemaker/cib/cib.xml", "kind": "file", "mode": 384, "owner": "root", "group": "root"}
]}}
```

The journal is in memory only, and nothing else keeps the logs:

```facts
{"LogStorage": {"storage": "volatile", "origin": "/etc/systemd/journald.conf", "line": "Storage=volatile"}}
```

## Good

```facts
{
  "Storage": {"rooms": [
    {"path": "/var/lib/pacemaker/cib", "mount": "/", "total": 10737418240, "free": 5368709120,
     "inodes": 655360, "inodes_free": 500000}
  ]},
  "ClusterFiles": {"users": ["user hacluster", "group haclient"], "files": [
    {"path": "/var/lib/pacemaker/cib", "kind": "folder", "mode": 488,
     "owner": "hacluster", "group": "haclient"}
  ]},
  "LogStorage": {"storage": "persistent"}
}
```

## Sources

* the packages: owners and modes of the folders
* the daemons: what they do with a full file system, and without their folder
* journald.conf(5): Storage
"""

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.facts.node.log import LogStorage
from hadoctor.facts.node.place import said
from hadoctor.facts.node.storage import Memory, Room, Storage
from hadoctor.facts.node.wording import amount, listed, percent
from hadoctor.finding import Applicability, Finding, Fix, Severity
from hadoctor.rule import Findings, rule

MIB = 1024 * 1024
OF_PACEMAKER = "/var/lib/pacemaker/"
CIB = (f"{OF_PACEMAKER}cib/cib.xml", f"{OF_PACEMAKER}cib/cib.xml.sig")
NEEDED = ("/var/lib/", "/var/log", "/dev/shm", "/run")
"""Where the daemons must be able to write."""


@rule("SYS008", severity=Severity.WARNING, explains=("RUN001", "RUN006", "RUN009"))
def host_limits(
    storage: Storage | Unknown,
    memory: Memory | Unknown,
    files: ClusterFiles | Unknown,
    journal: LogStorage | Unknown,
) -> Findings:
    for room in () if isinstance(storage, Unknown) else storage.rooms:
        yield from _room(room)
    if isinstance(files, ClusterFiles):
        yield from _folders(files)
    if isinstance(memory, Memory) and memory.available < memory.total // 50:
        yield Finding(
            f"{amount(memory.available)} of {amount(memory.total)} of memory are available",
            at=said("/proc/meminfo", f"MemAvailable: {memory.available // 1024} kB"),
            why="the kernel may end a daemon of the cluster, and the node is fenced",
        )
    if isinstance(journal, LogStorage) and journal.lost and not journal.other:
        yield Finding(
            "the journal is lost when the host starts again, and nothing else keeps the logs",
            at=said(journal.origin or "/var/log/journal", journal.line),
            why="after a node was fenced nobody can see why",
            severity=Severity.WARNING if journal.storage != "auto" else Severity.INFO,
            fix=Fix("Storage=persistent in /etc/systemd/journald.conf", (), Applicability.GUIDED),
        )


def _room(room: Room) -> Findings:
    needed = room.path.startswith(NEEDED)
    at = said(f"df {room.path}", f"{room.mount}: {amount(room.free)} free of {amount(room.total)}")
    least = min(room.total // 20, 100 * MIB)
    if room.read_only and needed:
        yield Finding(
            f"{room.path} is read-only",
            at=said("/proc/self/mountinfo", f"{room.mount} ro"),
            why="the daemons cannot write there, and do not start or end",
            severity=Severity.ERROR,
        )
    elif room.free < least or (room.free < room.total // 20 and not room.temporary):
        yield Finding(
            f"{room.mount or room.path} is full"
            if room.free < MIB
            else f"{room.mount or room.path} has {amount(room.free)} left,"
            f" {percent(room.free, room.total)}",
            at=at,
            why="programs can no longer talk to corosync"
            if room.path == "/dev/shm"
            else "Pacemaker cannot store its configuration, and logs end",
            severity=Severity.ERROR if room.free < MIB and needed else Severity.WARNING,
        )
    elif room.inodes and room.inodes_free < room.inodes // 50:
        yield Finding(
            f"{room.mount or room.path} has {room.inodes_free} inodes left of {room.inodes}",
            at=said(f"df -i {room.path}", str(room.inodes_free)),
            why="no more files can be made there",
            severity=Severity.ERROR if room.inodes_free < 100 and needed else Severity.WARNING,
        )


def _folders(files: ClusterFiles) -> Findings:
    here = {f.path: f for f in files.files}
    if files.missing:
        yield Finding(
            f"{listed(files.missing)} is missing"
            if len(files.missing) == 1
            else f"{listed(files.missing)} are missing",
            at=said(f"ls -d {files.missing[0]}"),
            why="the daemons write there",
            severity=Severity.ERROR,
        )
    for path, state in here.items():
        if path in ("/var/lib/corosync", "/var/log/cluster") and state.kind not in (
            "folder",
            "link",
        ):
            yield Finding(
                f"{path} is no folder",
                at=said(f"ls -ld {path}", state.listed),
                why="corosync does not start",
                severity=Severity.ERROR,
            )
        if path.startswith(OF_PACEMAKER) and state.kind == "folder" and not _writes(state):
            yield Finding(
                f"{path} is of {state.owner}:{state.group} with {state.permissions}:"
                " hacluster may not write there",
                at=said(f"ls -ld {path}", state.listed),
                why="Pacemaker's daemons run as hacluster, and do not start or cannot store anything",
                severity=Severity.ERROR if path == f"{OF_PACEMAKER}cib" else Severity.WARNING,
                fix=Fix(
                    f"chown hacluster:haclient {path}; chmod 0750 {path}", (), Applicability.GUIDED
                ),
            )
        if path in CIB and state.kind == "file" and not _taken(state):
            yield Finding(
                f"{path} is of {state.owner}:{state.group} with {state.permissions}:"
                " Pacemaker does not take it",
                at=said(f"ls -l {path}", state.listed),
                why="the stored configuration is ignored, or pacemaker-based does not start",
                severity=Severity.ERROR,
                fix=Fix(
                    f"chown hacluster:haclient {path}; chmod 0600 {path}", (), Applicability.GUIDED
                ),
            )
    if any(p.startswith(OF_PACEMAKER) and f.owner.isdecimal() for p, f in here.items()):
        missing = [w for w in ("user hacluster", "group haclient") if w not in files.users]
        if missing:
            yield Finding(
                f"there is no {' and no '.join(missing)}",
                at=said("/etc/passwd"),
                why="Pacemaker's daemons run as hacluster, and do not start",
                severity=Severity.ERROR,
            )


def _writes(state: FileState) -> bool:
    """Whether the user hacluster, whose group is haclient, may make files there."""
    if state.owner == "hacluster":
        return state.mode & 0o300 == 0o300
    return (
        state.group == "haclient" and state.mode & 0o030 == 0o030
    ) or state.mode & 0o003 == 0o003


def _taken(state: FileState) -> bool:
    """Whether pacemaker-based takes a stored file: by its owner or its group, as its library looks."""
    return (state.owner == "hacluster" and bool(state.mode & 0o600)) or (
        state.group == "haclient" and bool(state.mode & 0o060)
    )
