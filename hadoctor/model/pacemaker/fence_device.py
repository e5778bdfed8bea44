"""Fence devices: which nodes each can fence, and how long it waits before.

Facts of daemons/fenced/fenced_commands.c and lib/fencing/st_actions.c of Pacemaker 2.1.5 and 3.0.2.
"""

from __future__ import annotations

import re
from functools import cached_property

from hadoctor.model.corosync import Corosync
from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.host_map import HostMap, delays, host_list, host_map
from hadoctor.model.pacemaker.known import known
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.target import Target

SBD = ("external/sbd", "fence_sbd")
"""Agents that fence by messages on a shared disk."""
RESERVATION = ("fence_scsi", "fence_mpath")
"""Agents that cut a node off its disks: of two that try at once, one wins."""
KDUMP = "fence_kdump"
"""Only asks whether the node is writing its memory to disk."""
WATCHDOG = "fence_watchdog"
BOARDS = re.compile(
    r"fence_(?:ipmilan(?:plus)?|idrac|drac5?|ilo[2-5]?(?:_ssh)?|ilo_mp|imm|redfish|rsa|rsb|amt|amt_ws|alom)"
)
"""Agents for the management board of one machine: they fence that, whatever node is asked for."""


class FenceDevice:
    """A primitive of class stonith."""

    def __init__(self, resource: Resource, target: Target) -> None:
        self.resource = resource
        self.target = target

    @property
    def id(self) -> str:
        return self.resource.id

    @property
    def type(self) -> str:
        """The agent: fence_ipmilan, external/sbd."""
        return self.resource.agent.type if self.resource.agent is not None else ""

    @property
    def is_sbd(self) -> bool:
        return self.type in SBD

    @property
    def is_board(self) -> bool:
        """Whether it is the management board of one machine."""
        named = any(
            self.param(n) is not None for n in ("port_as_ip", "module_name", "plug", "port")
        )
        return BOARDS.fullmatch(self.type) is not None and not named

    def param(self, name: str) -> Setting | None:
        """A parameter, where it is sure: none of a rule's."""
        return None if self.depends(name) else self.resource.param(name)

    def depends(self, name: str) -> bool:
        return any(one.own_params.depends(name) for one in self.resource.lineage)

    def text(self, name: str) -> str | None:
        setting = self.param(name)
        return None if setting is None else setting.value

    @cached_property
    def map(self) -> HostMap:
        return host_map(self.text("pcmk_host_map") or "")

    @cached_property
    def list(self) -> tuple[str, ...]:
        return host_list(self.text("pcmk_host_list") or "")

    @property
    def check(self) -> str | None:
        """How the fencer learns what it can fence: static-list, dynamic-list, status, none; None where
        that is not known."""
        if any(self.depends(n) for n in ("pcmk_host_check", "pcmk_host_list", "pcmk_host_map")):
            return None
        written = self.text("pcmk_host_check")
        if written is not None:
            return written.lower()
        if self.param("pcmk_host_list") is not None or self.param("pcmk_host_map") is not None:
            return "static-list"
        agent = known(self.resource)
        if agent is None:
            return None
        actions = {action.name for action in agent.actions}
        if "list" in actions:
            return "dynamic-list"
        return "status" if "status" in actions else "none"

    @property
    def targets(self) -> frozenset[str] | None:
        """The nodes that it is for, in lower case; None where the configuration does not say."""
        if self.check != "static-list":
            return None
        return frozenset(name.lower() for name in (*self.list, *self.map.ports))

    @property
    def delay(self) -> Setting | None:
        """What makes it wait before it fences: the setting that is not 0."""
        for name in ("pcmk_delay_max", "pcmk_delay_base", "delay"):
            setting = self.resource.param(name)
            if setting is not None and self._waits(name, setting.value or ""):
                return setting
        return None

    @property
    def may_delay(self) -> bool:
        """Whether it waits, or a rule may make it wait."""
        names = ("pcmk_delay_max", "pcmk_delay_base", "delay")
        return self.delay is not None or any(self.depends(name) for name in names)

    def _waits(self, name: str, text: str) -> bool:
        if name == "delay":
            return (values.integer(text, self.target) or 0) > 0
        times = [text] if name == "pcmk_delay_max" else [time for _, time in delays(text).times]
        return any((values.interval(time, self.target) or 0) >= 1000 for time in times)

    @property
    def disabled(self) -> bool:
        """Whether it is stopped on purpose: the fencer does not use it then."""
        if self.resource.meta_depends("target-role"):
            return False
        role = self.resource.meta("target-role")
        return role is not None and (role.value or "").lower() == "stopped"


def fence_devices(pacemaker: Pacemaker) -> tuple[FenceDevice, ...]:
    """All devices but the watchdog of each node, which is none."""
    found = (FenceDevice(one, pacemaker.target) for one in pacemaker.fence_devices)
    return tuple(device for device in found if device.type != WATCHDOG)


def two_nodes(pacemaker: Pacemaker, corosync: Corosync | None) -> bool:
    """Whether two nodes run corosync, as corosync.conf says or, without it, the CIB."""
    if corosync is not None and corosync.nodelist_read:
        return len(corosync.nodes) == 2
    return len(pacemaker.members) == 2


def priority_delay(pacemaker: Pacemaker) -> Setting | None:
    """priority-fencing-delay, where it is above 0."""
    setting = pacemaker.property("priority-fencing-delay")
    size = None if setting is None else values.interval(setting.value or "", pacemaker.target)
    return setting if size else None
