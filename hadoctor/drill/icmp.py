"""Echo requests of ICMP and ICMPv6 (RFC 792, 4443): the bytes, and whether some are the answer."""

from __future__ import annotations

import struct

_HEAD = struct.Struct("!BBHHH")
_REQUEST = {4: 8, 6: 128}
_REPLY = {4: 0, 6: 129}
NUMBER = 0x10000
"""Identities and sequence numbers are below it."""


def request(family: int, identity: int, number: int) -> bytes:
    """The kernel puts the checksum into those of ICMPv6."""
    head = _HEAD.pack(_REQUEST[family], 0, 0, identity, number)
    if family == 6:
        return head
    return _HEAD.pack(_REQUEST[family], 0, checksum(head), identity, number)


def is_reply(family: int, data: bytes, identity: int) -> bool:
    """Whether it is an answer to our request. A raw socket gives IPv4 packets with their headers."""
    if family == 4 and data:
        data = data[(data[0] & 15) * 4 :]
    if len(data) < _HEAD.size:
        return False
    kind, _, _, own, _ = _HEAD.unpack_from(data)
    return bool(kind == _REPLY[family] and own == identity)


def checksum(data: bytes) -> int:
    """That of the internet (RFC 1071), of an even number of bytes."""
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF
