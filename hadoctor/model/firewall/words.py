"""The values that rules are written with: addresses, networks, protocols, ports."""

from __future__ import annotations

import re
import socket

from hadoctor.model.firewall.pool import Span
from hadoctor.model.network import BITS

PROTOCOLS = {
    "icmp": 1,
    "igmp": 2,
    "ipencap": 4,
    "tcp": 6,
    "udp": 17,
    "dccp": 33,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "icmpv6": 58,
    "ipv6-icmp": 58,
    "ospf": 89,
    "comp": 108,
    "vrrp": 112,
    "sctp": 132,
    "udplite": 136,
}
"""By the names that nft and iptables use (/etc/protocols); all others are numbers here."""
SERVICES = {"ssh": 22, "domain": 53, "http": 80, "ntp": 123, "https": 443}
"""Names of ports: the tools print numbers unless they are asked not to."""
_NUMBER = re.compile(r"[0-9]{1,10}")


def number(text: object) -> int | None:
    """A number as JSON or as decimal digits."""
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    return int(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else None


def protocol(text: object) -> int | None:
    return PROTOCOLS.get(text) if isinstance(text, str) and text in PROTOCOLS else number(text)


def port(text: object) -> int | None:
    found = SERVICES.get(text) if isinstance(text, str) and text in SERVICES else number(text)
    return found if found is not None and 0 <= found <= 65535 else None


def address(text: object, family: int) -> int | None:
    """An address as a number; only the one way in which the tools write them."""
    if not isinstance(text, str):
        return None
    try:
        packed = socket.inet_pton(socket.AF_INET if family == 4 else socket.AF_INET6, text)
    except (OSError, ValueError):
        return None
    return int.from_bytes(packed, "big")


def network(text: object, length: object, family: int) -> Span | None:
    """From the first to the last address of a network. `length` may be a mask."""
    first = address(text, family)
    bits = _length(length, family)
    if first is None or bits is None:
        return None
    rest = BITS[family] - bits
    return first >> rest << rest, first | (1 << rest) - 1


def _length(length: object, family: int) -> int | None:
    bits = number(length)
    if bits is not None:
        return bits if 0 <= bits <= BITS[family] else None
    mask = address(length, family)
    if mask is None:
        return None
    holes = mask ^ ((1 << BITS[family]) - 1)
    return BITS[family] - holes.bit_length() if holes & (holes + 1) == 0 else None
