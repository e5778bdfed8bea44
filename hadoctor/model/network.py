"""Networks: an address with the length of its prefix, and what follows from both.

Numbers only: netaddr comes in, by way of `Literal`, when an IPv6 address is to be shown.
"""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.model.corosync import Corosync

BITS = {4: 32, 6: 128}


class Network(NamedTuple):
    """`value` is the first address as a number: what the mask leaves of every address in it."""

    family: int
    value: int
    length: int

    def __str__(self) -> str:
        return f"{self.first}/{self.length}"

    def holds(self, literal: object) -> bool:
        return (
            isinstance(literal, Literal)
            and literal.family == self.family
            and network(literal, self.length) == self
        )

    @property
    def first(self) -> Literal:
        """The address of the network itself."""
        return Literal(self.family, self.value)

    @property
    def broadcast(self) -> Literal | None:
        """The last address, where it has this meaning: networks of two addresses or of one, and
        those of IPv6, have none."""
        if self.family == 6 or self.length > 30:
            return None
        return Literal(4, self.value | (1 << 32 - self.length) - 1)


def network(literal: Literal, length: int) -> Network:
    """The network that an address is in when its prefix is that long."""
    rest = BITS[literal.family] - length
    return Network(literal.family, literal.value >> rest << rest, length)


def overridden(corosync: Corosync, number: int) -> bool:
    """Whether the nodelist has the address of a link, so that its bindnetaddr has no effect."""
    ours = corosync.candidates if corosync.nodelist_read else ()
    return bool(ours) and all(number in node.addresses for node in ours)
