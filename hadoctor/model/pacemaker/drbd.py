"""What ocf:linbit:drbd wants from the clone that it is in; from the agent, drbd-utils 9.22."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.finding import Severity
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.known import is_agent, plain
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting

_REFUSES = "the agent reports an error in its configuration and does not start"
_SHARED = {"gfs2", "ocfs2", "lustre"}
_ABOVE = {"VirtualDomain", "Xen", "controld", "lvmlockd", "clvm", "o2cb", "iSCSILogicalUnit"}
"""Agents that work with a device which is writable on two nodes."""


class Fault(NamedTuple):
    owner: Resource
    setting: Setting | None
    message: str
    why: str
    severity: Severity | None = None
    missing: str = ""
    """The boolean that should be true."""


def faults(pacemaker: Pacemaker) -> Iterator[Fault]:
    for one in pacemaker.services:
        if not is_agent(one, "ocf:linbit:drbd"):
            continue
        clone = one.clone
        if one.promotable is False and (clone is not None or pacemaker.whole):
            owner = one if clone is None else clone
            setting = None if clone is None else clone.own_meta.get("promotable")
            said = f"'{one.id}' is DRBD, and not in a promotable clone"
            why = "it is never promoted: no node can write to it"
            missing = "promotable" if clone is not None and clone.kind == "clone" else ""
            yield Fault(owner, setting, said, why, missing=missing)
        elif clone is not None and clone.kind in ("clone", "master"):
            yield from _of_clone(pacemaker, one, clone)


def _of_clone(pacemaker: Pacemaker, one: Resource, clone: Resource) -> Iterator[Fault]:
    ignored = values.boolean(plain(one.param("ignore_missing_notifications"))) is True
    notify = clone.meta("notify")
    depends = clone.meta_depends("notify") or one.own_params.depends("ignore_missing_notifications")
    if not ignored and not depends and values.boolean(plain(notify) or "false") is not True:
        said = f"'{clone.id}' is of DRBD, and notify is not true"
        yield Fault(clone, clone.own_meta.get("notify"), said, _REFUSES, missing="notify")
    for names in (("clone-node-max",), ("promoted-node-max", "master-node-max")):
        setting = next((s for n in names if (s := clone.own_meta.get(n)) is not None), None)
        if setting is not None and (values.integer(plain(setting)) or 1) > 1:
            said = f"'{clone.id}' is of DRBD, and {setting.name} is '{setting.value}', not 1"
            yield Fault(clone, setting, said, _REFUSES)
    most = clone.meta("promoted-max") or clone.meta("master-max")
    size = values.integer(plain(most)) or 1
    if most is not None and size > 2:
        said = f"'{clone.id}' is of DRBD, and {most.name} is '{most.value}': two at most"
        yield Fault(clone, most, said, _REFUSES)
    elif most is not None and size == 2 and pacemaker.whole and not _shared(pacemaker):
        said = f"'{clone.id}': {most.name} is 2, and nothing here is made for two nodes that write"
        why = "two nodes that mount a usual file system destroy it"
        yield Fault(clone, most, said, why, Severity.WARNING)


def _shared(pacemaker: Pacemaker) -> bool:
    """Whether something of the cluster can work with a device that two nodes write to."""
    for one in pacemaker.services:
        if one.agent is not None and (one.agent.type in _ABOVE or one.agent.class_ != "ocf"):
            return True
        if plain(one.param("fstype")).lower() in _SHARED:
            return True
    return False
