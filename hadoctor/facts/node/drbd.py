"""DRBD on this node, by `drbdsetup status --json`; 8.4: /proc/drbd."""

from __future__ import annotations

from typing import NamedTuple

CLIENT = "Client"
"""The state of a volume that has no disk here on purpose."""


class DrbdPeer(NamedTuple):
    name: str
    connection: str
    """Connected, Connecting (WFConnection), StandAlone …"""
    role: str = ""
    disks: tuple[str, ...] = ()
    """The state of the peer's disk, volume by volume: UpToDate, DUnknown …"""


class DrbdResource(NamedTuple):
    name: str
    role: str
    """Primary or Secondary."""
    disks: tuple[str, ...] = ()
    """The state of the own disk, volume by volume."""
    peers: tuple[DrbdPeer, ...] = ()


class Drbd(NamedTuple):
    resources: tuple[DrbdResource, ...] = ()
