"""Addresses as the daemon takes them: getaddrinfo(3), then the family that ip_version asks for.

netaddr is behind this door and comes in only when a text is no plain IPv4 address.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Literal(NamedTuple):
    """An address written out. `family` is 4 or 6, `value` the address as a number."""

    family: int
    value: int

    def __str__(self) -> str:
        if self.family == 4:
            return ".".join(str(self.value >> shift & 255) for shift in (24, 16, 8, 0))
        from netaddr import IPAddress

        return str(IPAddress(self.value, 6))

    @property
    def multicast(self) -> bool:
        return self.value >> 28 == 0xE if self.family == 4 else self.value >> 120 == 0xFF

    @property
    def loopback(self) -> bool:
        return self.value >> 24 == 127 if self.family == 4 else self.value == 1

    @property
    def unspecified(self) -> bool:
        return self.value == 0


class Name(NamedTuple):
    """A host name, or an address with a scope: what it stands for, only the node knows."""

    text: str


# Compiled by re when they are first needed: most files hold plain addresses only.
_LABELS = r"[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_][A-Za-z0-9_-]*)*\.?"
_NUMBER = r"0[xX][0-9A-Fa-f]*|[0-9]+"


def parse(text: str) -> Literal | Name | None:
    """None: neither an address nor anything that a name server could ever know."""
    plain = _plain_ipv4(text)
    if plain is not None:
        return Literal(4, plain)
    if ":" in text:
        return _ipv6(text)
    old = _inet_aton(text)
    if old is not None:
        return Literal(4, old)
    # A last label that is a number is no top level domain: such a text can only be a wrong address.
    last = text.rstrip(".").rpartition(".")[2]
    if not re.fullmatch(_LABELS, text) or re.fullmatch(_NUMBER, last):
        return None
    return Name(text)


def _plain_ipv4(text: str) -> int | None:
    """Four decimal numbers, as nearly every file has them."""
    parts = text.split(".")
    if len(parts) != 4:
        return None
    value = 0
    for part in parts:
        if not (part.isascii() and part.isdigit()) or len(part) > 3 or (part[0] == "0" != part):
            return None
        number = int(part)
        if number > 255:
            return None
        value = value << 8 | number
    return value


def _ipv6(text: str) -> Literal | Name | None:
    from netaddr import AddrFormatError, IPAddress

    address, mark, scope = text.partition("%")
    try:
        found = IPAddress(address, 6)
    except (AddrFormatError, ValueError):
        return None
    if mark:
        # The scope is the name of an interface: whether there is one, only the node knows.
        return Name(text) if scope else None
    return Literal(6, int(found))


def _inet_aton(text: str) -> int | None:
    """The old forms that the C library takes: `10.20.2` is 10.20.0.2, octal and hexadecimal parts."""
    parts = text.split(".")
    if not 1 <= len(parts) <= 4:
        return None
    numbers = []
    for part in parts:
        if not re.fullmatch(_NUMBER, part):
            return None
        low = part.lower()
        base = 16 if low.startswith("0x") else 8 if len(part) > 1 and part[0] == "0" else 10
        try:
            numbers.append(int(low[2:] if base == 16 else part, base))
        except ValueError:
            return None
    *bytes_, last = numbers
    if any(number > 255 for number in bytes_) or last >= 256 ** (4 - len(bytes_)):
        return None
    value = last
    for position, number in enumerate(bytes_):
        value |= number << 24 - 8 * position
    return value
