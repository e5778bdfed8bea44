"""Resources that stand on each other: disks, volumes, file systems, and what keeps its data there.

By their agents; what an agent needs is from its description in resource-agents 4.12 and drbd-utils.
"""

from __future__ import annotations

from hadoctor.model.pacemaker.constraints import Member
from hadoctor.model.pacemaker.known import is_agent
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import few
from hadoctor.model.pacemaker.resources import Resource

VOLUMES = tuple(f"ocf:heartbeat:{t}" for t in ("LVM", "LVM-activate", "mdraid", "Raid1", "iscsi"))
"""They make block devices appear on a node."""
DRBD = "ocf:linbit:drbd"
"""Its device can be written where it is promoted."""
_USERS = tuple(f"ocf:heartbeat:{t}" for t in ("LVM", "LVM-activate", "VirtualDomain", "Xen"))
_FOREIGN = ("nfs", "nfs4", "cifs", "smbfs", "glusterfs", "ceph", "tmpfs", "none", "lustre")
"""File systems that are on no disk of the node."""


class Stack:
    """Which resources hold a disk, and which hold what needs one."""

    def __init__(self, pacemaker: Pacemaker) -> None:
        self._volumes: dict[str, Resource] = {}
        self._mirrors: dict[str, Resource] = {}
        self._users: dict[str, Resource] = {}
        for primitive in pacemaker.services:
            if is_agent(primitive, *VOLUMES):
                _note(self._volumes, primitive)
            if is_agent(primitive, DRBD):
                _note(self._mirrors, primitive)
            if is_agent(primitive, *_USERS) or _local_filesystem(primitive):
                _note(self._users, primitive)

    def stands_on(
        self, upper: Resource, lower: Resource, *, promoted: bool
    ) -> tuple[Resource, Resource] | None:
        """What in one resource needs a disk, and the disk in another; DRBD gives one only where it is
        meant promoted."""
        if upper.top is lower.top:
            return None
        user, disk = self._users.get(upper.id), self._volumes.get(lower.id)
        if disk is None and promoted:
            disk = self._mirrors.get(lower.id)
        return (user, disk) if user is not None and disk is not None else None


def _note(found: dict[str, Resource], primitive: Resource) -> None:
    for one in primitive.lineage:
        found.setdefault(one.id, primitive)


def resources(pacemaker: Pacemaker, member: Member) -> tuple[Resource, ...]:
    """What a constraint names there; a member of a clone stands for the clone."""
    named = few(pacemaker)(member.name)
    return tuple(one.clone if one.clone is not None else one for one in named)


def _local_filesystem(filesystem: Resource) -> bool:
    """Whether it is one on a disk of the node; not where that cannot be told."""
    if not is_agent(filesystem, "ocf:heartbeat:Filesystem"):
        return False
    device, kind = filesystem.param("device"), filesystem.param("fstype")
    if any(one.own_params.depends(n) for one in filesystem.lineage for n in ("device", "fstype")):
        return False
    path = (device.value if device is not None else None) or ""
    return path.startswith("/dev/") and ((kind.value if kind else "") or "") not in _FOREIGN
