"""Files that are in the way, or that others may change."""

import os
import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles, FileState
from hadoctor.model.corosync import Corosync
from hadoctor.probe.world import World
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Access, MakeFolder, SetAccess, WriteFile
from hadoctor.source import Source

SERVICES = "/etc/corosync/service.d/"
DEFAULTS = ("/etc/default/corosync", "/etc/sysconfig/corosync")
_START = re.compile(r"(?m)^[ \t]*START[ \t]*=.*(?:\n|\Z)")
OF_REMOTE_KEY = Access(0o640, "root", "haclient")
CLUSTER = ("root", "hacluster", "haclient")


@repairs("COR011")
def dead_plugins(need: Need, corosync: Corosync) -> Repairs:
    """A file of service.d is nothing but the plugin's; what stands in corosync.conf is a fix of that."""
    for one in need.found:
        source = one.finding.at.source
        if source.name.startswith(SERVICES) and _is(need, source):
            yield need.repair(
                f"take away {source.name}, which no corosync reads",
                WriteFile(source.name, source.data, None),
                cures=(one,),
            )


@repairs("SYS001")
def start_line(need: Need) -> Repairs:
    for one in need.found:
        source = one.finding.at.source
        after = _START.sub("", source.text).encode("latin-1")
        if source.name in DEFAULTS and _is(need, source) and after != source.data:
            yield need.repair(
                f"remove the dead START line from {source.name}",
                WriteFile(source.name, source.data, after),
                cures=(one,),
            )


def _is(need: Need, source: Source) -> bool:
    """Whether a finding's file is what lies there, and no link to another one."""
    state = need.world.stat(source.name)
    plain = not isinstance(state, Unknown) and state.kind == "file"
    return plain and need.world.read(source.name) == source.data


@repairs("SEC014")
def writable(need: Need, files: ClusterFiles) -> Repairs:
    for state in files.files:
        cures = tuple(r for r in need.found if r.finding.at.source.name == f"ls -ld {state.path}")
        if cures:
            before = Access(state.mode, state.owner, state.group)
            yield need.repair(
                f"let nobody but root change {state.path}"
                if not state.path.startswith("/var/")
                else f"let not everybody change {state.path}",
                SetAccess(state.path, before, _narrowed(state)),
                cures=cures,
            )


def _narrowed(state: FileState) -> Access:
    """Below /var the daemons and the system's groups write, too."""
    if state.path.startswith("/var/"):
        return Access(state.mode & ~0o002, state.owner, state.group)
    group = state.group if state.group in CLUSTER else "root"
    return Access(state.mode & ~0o022, "root", group)


@repairs("COR029")
def log_folder(need: Need, corosync: Corosync) -> Repairs:
    """The folder of corosync's log, and those that it lies in, as far as only root can write there."""
    for one in need.found:
        folder = os.path.dirname(one.finding.at.text.strip())
        made = list(_to_make(need.world, os.path.normpath(folder)))
        if folder.startswith("/") and "does not exist" in one.finding.message and made:
            yield need.repair(
                f"make the folder {folder} of corosync's log",
                *(MakeFolder(path) for path in made),
                cures=(one,),
            )


def _to_make(world: World, folder: str) -> list[str]:
    """The folders that are missing, the outermost first; none where they cannot be made safely."""
    made: list[str] = []
    while folder not in ("/", ""):
        state = world.stat(folder)
        if not isinstance(state, Unknown):
            safe = state.kind == "folder" and state.owner == "root"
            return made if safe and not state.mode & 0o002 else []
        made.insert(0, folder)
        folder = os.path.dirname(folder)
    return made


@repairs("SEC017")
def remote_key(need: Need, files: ClusterFiles) -> Repairs:
    """Its content is a matter of all nodes; who may read it is one of this node."""
    path = files.remote_key
    state = files.get(path)
    if state is not None:
        before = Access(state.mode, state.owner, state.group)
        if before != OF_REMOTE_KEY:
            yield need.repair(
                f"give {path} to root and the group haclient",
                SetAccess(path, before, OF_REMOTE_KEY),
            )
        return
    yield need.protocol(
        "give all nodes the key of Pacemaker Remote",
        "it must be the same on all cluster nodes and remote nodes",
        "where another node has it, from there:",
        f"$ scp -p {path} root@NODE:{path}",
        "else a new one, then copied to all:",
        "$ mkdir -p --mode=0750 /etc/pacemaker; chgrp haclient /etc/pacemaker",
        f"$ dd if=/dev/urandom of={path} bs=4096 count=1",
        f"$ chgrp haclient {path}; chmod 0640 {path}    # on every node",
        "it is read when a connection is made: on remote nodes pacemaker_remote is started again",
    )
