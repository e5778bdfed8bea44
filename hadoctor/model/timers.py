"""The timers of totem as they come into force: defaults, zero as default, what follows from what.

All times are in milliseconds. The arithmetic is the daemon's own, its 32 bits included.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from hadoctor.model.cmap import Cmap
from hadoctor.target import Target

TOKEN_COEFFICIENT = 650
_32_BITS = 0xFFFFFFFF


class Timers(NamedTuple):
    token: int
    token_warning: int
    token_retransmit: int
    retransmits: int
    hold: int
    join: int
    consensus: int
    merge: int
    downcheck: int
    max_network_delay: int


def timers(cmap: Cmap, target: Target, members: int) -> Timers:
    """`members`: how many addresses link 0 has; with more than two the token gets longer."""

    def value(key: str, default: int) -> int:
        return cmap.number(f"totem.{key}") or default

    token = value("token", 3000 if target.since("3.1") else 1000)
    if members > 2:
        coefficient = cmap.number("totem.token_coefficient")
        extra = TOKEN_COEFFICIENT if coefficient is None else coefficient
        token = (token + (members - 2) * extra) & _32_BITS
    retransmits = value("token_retransmits_before_loss_const", 4)
    retransmit = value("token_retransmit", _int(token / (retransmits + 0.2)))
    warning = cmap.number("totem.token_warning")
    return Timers(
        token=token,
        token_warning=75 if warning is None else warning,
        token_retransmit=retransmit,
        retransmits=retransmits,
        hold=value("hold", _int(retransmit * 0.8 - 10)),
        join=value("join", 50),
        consensus=value("consensus", _int(_float(1.2 * token))),
        merge=value("merge", 200),
        downcheck=value("downcheck", 1000),
        max_network_delay=value("max_network_delay", 50),
    )


def _float(number: float) -> float:
    """To single precision, as the daemon rounds the default consensus."""
    return float(struct.unpack("f", struct.pack("f", number))[0])


def _int(number: float) -> int:
    """A float cast to int and stored unsigned. Out of range the processor gives 0x80000000."""
    whole = int(number)
    if not -(2**31) <= whole < 2**31:
        return 0x80000000
    return whole & _32_BITS
