"""A time server in the switch: tells the machine's time, or to a node another time if asked to."""

from __future__ import annotations

import socket
import struct
import time

from .plan import SERVERS

# Seconds between the epochs of NTP (1900) and of Unix (1970).
EPOCHS = 2_208_988_800
PORT = 123
PACKET = struct.Struct("!BBbbII4sQQQQ")


class TimeServers:
    """The servers; `offsets` holds seconds, by the address of the client."""

    def __init__(self) -> None:
        self.offsets: dict[str, float] = {}
        self.sockets = [self._open(server) for server in SERVERS]

    @staticmethod
    def _open(address: str) -> socket.socket:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.setblocking(False)
        server.bind((address, PORT))
        return server

    def answer(self, server: socket.socket) -> None:
        """Answer one request."""
        try:
            request, client = server.recvfrom(512)
        except OSError:
            return
        if len(request) < PACKET.size:
            return
        now = _timestamp(time.time() + self.offsets.get(client[0], 0.0))
        version = request[0] & 0o70
        sent = PACKET.unpack_from(request)[-1]
        # Mode 4, a server; stratum 2; a precision of 2**-20 s; no delay worth mentioning.
        reply = PACKET.pack(version | 4, 2, 6, -20, 0, 64, b"\x7f\x00\x00\x01", now, sent, now, now)
        try:
            server.sendto(reply, client)
        except OSError:
            return


def _timestamp(seconds: float) -> int:
    """64 bits: 32 of seconds, 32 of the fraction."""
    return int((seconds + EPOCHS) * 2**32) & (2**64 - 1)
