"""Files and folders of the cluster: whose they are, and who may read and change them."""

from __future__ import annotations

import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import REMOTE_KEY, Authkey, ClusterFiles, FileState
from hadoctor.probe.configuration import corosync, lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.world import FileStat, World

AUTHKEY = "/etc/corosync/authkey"
KEY_MAX = 4096
"""Bytes of a key that corosync 3 reads."""
FOLDERS = (
    "/etc/corosync",
    "/etc/corosync/service.d",
    "/etc/corosync/uidgid.d",
    "/etc/pacemaker",
    "/var/lib/corosync",
    "/var/lib/pacemaker",
    "/var/lib/pacemaker/blackbox",
    "/var/lib/pacemaker/cib",
    "/var/lib/pacemaker/cores",
    "/var/lib/pacemaker/pengine",
    "/var/log/cluster",
    "/var/log/corosync",
    "/var/log/pacemaker",
)
PLAIN = (
    "/etc/corosync/corosync.conf",
    "/etc/default/corosync",
    "/etc/default/pacemaker",
    "/etc/default/sbd",
    "/etc/sysconfig/corosync",
    "/etc/sysconfig/pacemaker",
    "/etc/sysconfig/sbd",
    "/var/lib/pacemaker/cib/cib.xml",
    "/var/lib/pacemaker/cib/cib.xml.sig",
)
BELOW = ("/etc/corosync/service.d", "/etc/corosync/uidgid.d", "/etc/booth")
"""Folders of which every file counts."""
MOST = 100
WANTED = {"/var/lib/pacemaker": ("blackbox", "cib", "cores", "pengine"), "/var/lib": ("corosync",)}
"""The folders that the packages make, by the folder that shows that the package is there."""


def cluster_files(world: World) -> ClusterFiles:
    found: list[FileState] = []
    paths = [*FOLDERS, *PLAIN, *log_folders(world)]
    absent = []
    for folder in BELOW:
        names = world.names(folder)
        paths += [f"{folder}/{n}" for n in (() if isinstance(names, Unknown) else names)][:MOST]
    for path in dict.fromkeys(paths):
        said = world.stat(path)
        if not isinstance(said, Unknown):
            found.append(_state(path, said))
        elif said.why.endswith("does not exist"):
            absent.append(path)
    key = remote_key(world)
    remote = _with_digest(world, key)
    if remote is not None:
        found.append(remote)
    elif _absent(world, key):
        absent.append(key)
    here = {f.path for f in found}
    missing = [
        f"{parent}/{name}"
        for parent, names in WANTED.items()
        for name in names
        if parent in here and f"{parent}/{name}" not in here and _absent(world, f"{parent}/{name}")
    ]
    return ClusterFiles(tuple(found), tuple(missing), tuple(absent), _users(world), key)


def remote_key(world: World) -> str:
    """The file of Pacemaker's settings is read as a shell reads it: the last word counts."""
    found = REMOTE_KEY
    for path in ("/etc/default/pacemaker", "/etc/sysconfig/pacemaker"):
        for line in lines(world.read(path, 65536)):
            setting = re.match(r"\s*(?:export\s+)?PCMK_authkey_location=[\"']?([^\s\"'#]+)", line)
            found = setting[1] if setting else found
    return found


def log_folders(world: World) -> list[str]:
    """The folders that corosync's log files lie in, where it writes any."""
    from hadoctor.model.logging import logfiles

    conf = corosync(world)
    if isinstance(conf, Unknown):
        return []
    paths = [e.text for e in logfiles(conf) if e.text.startswith("/")]
    return [folder for path in paths[:MOST] if (folder := path.rpartition("/")[0])]


def _absent(world: World, path: str) -> bool:
    said = world.stat(path)
    return isinstance(said, Unknown) and said.why.endswith("does not exist")


def _users(world: World) -> tuple[str, ...]:
    found = []
    for path, name, word in (
        ("/etc/passwd", "hacluster", "user"),
        ("/etc/group", "haclient", "group"),
    ):
        if any(line.startswith(f"{name}:") for line in lines(world.read(path))):
            found.append(f"{word} {name}")
    return tuple(found)


def authkey(world: World) -> Authkey | Unknown:
    conf = corosync(world)
    entry = None if isinstance(conf, Unknown) else conf.entry("totem.keyfile")
    path = entry.text if entry is not None and entry.text.startswith("/") else AUTHKEY
    state = _with_digest(world, path)
    if state is None:
        said = world.stat(path)
        return said if isinstance(said, Unknown) else Unknown(f"{path} is not a regular file")
    data = world.read(path, KEY_MAX)
    key = b"" if isinstance(data, Unknown) else data
    folder = path.rpartition("/")[0] or "/"
    above = world.stat(folder)
    return Authkey(
        state,
        None if isinstance(above, Unknown) else _state(folder, above),
        len(set(key)) if key else 256,
        bool(key) and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in key),
        entry is not None,
        not isinstance(world.stat("/etc/.git"), Unknown),
    )


def _with_digest(world: World, path: str) -> FileState | None:
    """The state of a file with the hash of its content. A key of 128 bytes and more cannot be found
    from the 16 digits that are kept; one that is shorter or guessable gets none."""
    from hashlib import sha256

    said = world.stat(path)
    if isinstance(said, Unknown) or said.kind != "file":
        return None
    data = world.read(path)
    state = _state(path, said)
    if isinstance(data, Unknown) or len(data) < 128 or len(set(data)) < 32:
        return state
    return state._replace(digest=sha256(data).hexdigest()[:16])


def _state(path: str, said: FileStat) -> FileState:
    return FileState(path, said.kind, said.mode, said.owner, said.group, said.size)


PROBES = (Probe(ClusterFiles, "files", cluster_files), Probe(Authkey, "key", authkey))
