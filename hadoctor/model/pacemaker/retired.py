"""Agents that are gone or about to go, and what stands in for them.

From the notes on deprecation in the agents themselves (resource-agents 4.12 to 4.18), the change logs of
Pacemaker, and the agents' own descriptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Retired(NamedTuple):
    why: str
    instead: str = ""
    """The agent to take, whole name."""
    gone: str = ""
    """The release of Pacemaker that does not have it any more; `0`: no release of today has it."""


_IPADDR2 = "ocf:heartbeat:IPaddr2"
_EVMS = "EVMS is no longer maintained, and the agent says that it may be removed"

RETIRED: Mapping[str, Retired] = MappingProxyType(
    {
        "ocf:heartbeat:IPaddr": Retired("it works with ifconfig and aliases", _IPADDR2),
        "ocf:heartbeat:IPv6addr": Retired("IPaddr2 does IPv6, too", _IPADDR2),
        "ocf:heartbeat:LVM": Retired(
            "it cannot protect a volume group", "ocf:heartbeat:LVM-activate"
        ),
        "ocf:heartbeat:Raid1": Retired("it was made for the old raidtools", "ocf:heartbeat:mdraid"),
        "ocf:heartbeat:clvm": Retired("LVM dropped clvmd in 2.03", "ocf:heartbeat:lvmlockd"),
        "ocf:lvm2:clvmd": Retired("LVM dropped clvmd in 2.03", "ocf:heartbeat:lvmlockd", "0"),
        "ocf:heartbeat:EvmsSCC": Retired(_EVMS),
        "ocf:heartbeat:Evmsd": Retired(_EVMS),
        "ocf:heartbeat:LinuxSCSI": Retired(
            "the agent says that SCSI reservations superseded it and it may be removed"
        ),
        "ocf:heartbeat:pingd": Retired(
            "the agent says that it is deprecated and may be removed", "ocf:pacemaker:ping"
        ),
        "ocf:pacemaker:pingd": Retired("Pacemaker dropped it", "ocf:pacemaker:ping", "0"),
        "ocf:heartbeat:drbd": Retired(
            "it was for DRBD 0.7 and 8.0, and resource-agents dropped it", "ocf:linbit:drbd", "0"
        ),
        "ocf:pacemaker:o2cb": Retired("Pacemaker 3.0 has dropped it", "", "3.0"),
        "ocf:heartbeat:rkt": Retired("rkt is no longer maintained", "ocf:heartbeat:podman"),
    }
)
