"""File systems that ocf:heartbeat:Filesystem mounts, and how they can be mounted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Note, Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.company import named
from hadoctor.model.pacemaker.constraints import Colocation
from hadoctor.model.pacemaker.known import is_agent, passive, plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.source import Span

LOCAL = frozenset("ext2 ext3 ext4 ext4dev xfs jfs reiserfs reiser4 btrfs vfat f2fs zfs".split())
"""File systems for one node at a time."""
_REFUSED = frozenset("ext3 ext4 ext4dev xfs jfs reiserfs reiser4".split())
"""Those that the agent refuses in a clone even if they are mounted read-only."""
_DISK = re.compile(r"/dev/sd[a-z]+[0-9]*", re.ASCII)


class Fault(NamedTuple):
    message: str
    at: Span
    why: str
    severity: Severity | None = None
    notes: tuple[Note, ...] = ()


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    systems = [r for r in pacemaker.services if is_agent(r, "ocf:heartbeat:Filesystem")]
    systems = [r for r in systems if not any(one.own_params.depends("device") for one in r.lineage)]
    disks: set[str] = set()
    for one in systems:
        yield from _cloned(one)
        device = one.param("device")
        if device is not None and _DISK.fullmatch(plain(device)) and plain(device) not in disks:
            disks.add(plain(device))
            said = (
                f"'{one.id}': device '{device.value}' is a name that may be another disk tomorrow"
            )
            why = "the kernel numbers disks as it finds them; /dev/disk/by-id names stay"
            yield Fault(said, device.at, why, Severity.WARNING)
    yield from _twice(systems)
    if pacemaker.whole:
        yield from _on_drbd(pacemaker, systems)


def _kind(one: Resource) -> str:
    return plain(one.param("fstype")).lower()


def _options(one: Resource) -> set[str]:
    return set(plain(one.param("options")).split(","))


def _cloned(one: Resource) -> Iterator[Fault]:
    clone, setting = one.clone, one.param("fstype")
    if clone is None or clone.kind == "bundle" or setting is None or _kind(one) not in LOCAL:
        return
    if values.boolean(plain(one.param("force_clones"))) is True:
        return
    if values.integer(plain(clone.meta("clone-max")) or "2") == 1:
        return
    if "ro" in _options(one) and _kind(one) not in _REFUSED:
        return
    said = f"'{one.id}' mounts {setting.value} in the clone '{clone.id}'"
    why = "mounted on two nodes it is destroyed; the agent refuses to start it"
    yield Fault(said, setting.at, why)


def _twice(systems: list[Resource]) -> Iterator[Fault]:
    """The same disk in two resources that nothing keeps on one node."""
    found: dict[str, Resource] = {}
    for one in systems:
        device = one.param("device")
        name = plain(device)
        if not name.startswith("/dev/") or _kind(one) not in LOCAL or one.clone or passive(one):
            continue
        if _options(one) & {"bind", "ro"} or any("subvol" in word for word in _options(one)):
            continue
        other = found.setdefault(name, one)
        if other is one or other.top.id == one.top.id or device is None:
            continue
        at = other.param("device")
        notes = () if at is None else (Note(at.at, f"'{other.id}'"),)
        said = f"'{other.id}' and '{one.id}' mount the same device '{name}'"
        why = "two nodes may mount it at once, which destroys it"
        yield Fault(said, device.at, why, None, notes)


def _on_drbd(pacemaker: Pacemaker, systems: list[Resource]) -> Iterator[Fault]:
    """File systems on DRBD that no colocation names, though there is a promotable DRBD."""
    replicas = [r for r in pacemaker.services if is_agent(r, "ocf:linbit:drbd")]
    if not replicas:
        return
    tied = named(pacemaker, Colocation)
    for one in systems:
        device = one.param("device")
        if device is None or not plain(device).startswith("/dev/drbd") or one.clone or passive(one):
            continue
        if one.top.id not in tied and _kind(one) in LOCAL:
            said = (
                f"'{one.id}' is on '{device.value}', and no colocation ties it to the promoted DRBD"
            )
            why = "it is started where the device cannot be written"
            yield Fault(said, device.at, why, None, (Note(replicas[0].id_at, "the DRBD"),))
