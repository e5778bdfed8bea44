"""Whether the agent IPaddr2 finds a network and an interface for its address on this node: as its findif.sh
does (resource-agents 4.12, tried with `ip route list match`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.routes import NetworkRoutes
from hadoctor.model.address import Literal, parse
from hadoctor.model.network import BITS, Network, network
from hadoctor.model.pacemaker.known import plain
from hadoctor.model.pacemaker.vip import Address


class Fault(NamedTuple):
    message: str
    line: str
    """What of the node shows it."""


def fault(vip: Address, interfaces: Interfaces, routes: NetworkRoutes) -> Fault | None:
    """What keeps the agent from starting here; None also where it cannot be told."""
    literal, nic = vip.literal, plain(vip.nic).partition(":")[0]
    # An address that is here has found its interface.
    if literal is None or literal.loopback or interfaces.own(literal) is not None:
        return None
    names = {one.name: one.name for one in interfaces.interfaces}
    names |= {other: one.name for one in interfaces.interfaces for other in one.others}
    if nic and nic not in names:
        return Fault(f"this node has no interface '{nic}'", ", ".join(names.values()))
    written = plain(vip.mask) != ""
    if (nic and written) or (written and vip.length is None):
        return None
    longest = vip.length if vip.length is not None else BITS[literal.family]
    here = [(n, device) for n, device in _networks(routes) if n.family == literal.family]
    fits = [(n, device) for n, device in here if n.holds(literal) and n.length <= longest]
    if any(not nic or device == names[nic] for _, device in fits):
        return None
    shown = f"{literal}/{vip.length}" if vip.length is not None else str(literal)
    on = f"on '{nic}' " if nic else ""
    line = ", ".join(f"{n} ({device})" for n, device in here) or "none"
    return Fault(f"this node is {on}in no network that holds {shown}", line)


def _networks(routes: NetworkRoutes) -> Iterator[tuple[Network, str]]:
    for route in routes.routes:
        text, _, length = route.network.partition("/")
        literal = parse(text)
        size = int(length) if length.isdecimal() and len(length) < 4 else None
        if isinstance(literal, Literal) and size is not None and size <= BITS[literal.family]:
            yield network(literal, size), route.interface
