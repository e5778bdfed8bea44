"""The UDP sockets of the node, by `ss -H -a -u -n -p`, or by /proc/net/udp and udp6."""

from __future__ import annotations

from typing import NamedTuple


class UdpSocket(NamedTuple):
    address: str
    """The own address that it is bound to; 0.0.0.0 and :: are all."""
    port: int
    interface: str = ""
    """Where it is bound to one interface."""
    process: str = ""
    """Who has it; empty where that was not told (needs root)."""
    pid: int = 0


class Sockets(NamedTuple):
    udp: tuple[UdpSocket, ...]

    def on(self, port: int) -> tuple[UdpSocket, ...]:
        return tuple(s for s in self.udp if s.port == port)
