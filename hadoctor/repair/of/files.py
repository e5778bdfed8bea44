"""Files that are in the way, or that others may change."""

import os
import re

from hadoctor.facts import Unknown
from hadoctor.facts.node.files import ClusterFiles
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Access, MakeFolder, SetAccess, WriteFile

SERVICES = "/etc/corosync/service.d/"
DEFAULTS = ("/etc/default/corosync", "/etc/sysconfig/corosync")
_START = re.compile(r"(?m)^[ \t]*(?:export[ \t]+)?START=.*(?:\n|\Z)")


@repairs("COR011")
def dead_plugins(need: Need, corosync: Corosync) -> Repairs:
    """A file of service.d is nothing but the plugin's; what stands in corosync.conf is a fix of that."""
    for one in need.found:
        source = one.finding.at.source
        if source.name.startswith(SERVICES) and need.world.read(source.name) == source.data:
            yield need.repair(
                f"take away {source.name}, which no corosync reads",
                WriteFile(source.name, source.data, None),
                cures=(one,),
            )


@repairs("SYS001")
def start_line(need: Need) -> Repairs:
    for one in need.found:
        source = one.finding.at.source
        if source.name in DEFAULTS and need.world.read(source.name) == source.data:
            after = _START.sub("", source.text).encode("latin-1")
            yield need.repair(
                f"remove the dead START line from {source.name}",
                WriteFile(source.name, source.data, after),
                cures=(one,),
            )


@repairs("SEC014")
def writable(need: Need, files: ClusterFiles) -> Repairs:
    for one in need.found:
        words = one.finding.message.replace(":", " ").split()
        state = next((f for f in files.files if f.path in words), None)
        if state is None:
            continue
        before = Access(state.mode, state.owner, state.group)
        if state.path.startswith("/var/"):
            after = before._replace(mode=state.mode & ~0o002)
        else:
            after = Access(state.mode & ~0o022)
        yield need.repair(
            f"let nobody but root change {state.path}",
            SetAccess(state.path, before, after),
            cures=(one,),
        )


@repairs("COR029")
def log_folder(need: Need, corosync: Corosync) -> Repairs:
    for one in need.found:
        folder = os.path.dirname(one.finding.at.text.strip())
        above = need.world.stat(os.path.dirname(folder)) if folder.startswith("/") else None
        if above is None or isinstance(above, Unknown) or above.kind != "folder":
            continue
        if isinstance(need.world.stat(folder), Unknown):
            yield need.repair(
                f"make the folder {folder} of corosync's log", MakeFolder(folder), cures=(one,)
            )
