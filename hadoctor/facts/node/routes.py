"""How packets leave this host: those to the other nodes, by `ip -j route get ADDRESS from OWN`, and the
networks that it is in."""

from __future__ import annotations

from typing import NamedTuple


class Route(NamedTuple):
    link: int
    own: str
    """The address of this node on the link."""
    peer: str
    """The address of the other node on the link."""
    interface: str = ""
    """Through which the packet leaves; empty where it does not."""
    gateway: str = ""
    """The next hop; empty where the peer is in the same network."""
    expected: str = ""
    """The interface that has the own address, where the peer is in the network of that address; a host
    address (/32, /128) has no network."""
    why: str = ""
    """Why there is no route, in the words of the kernel."""


class Routes(NamedTuple):
    """From each own address of the nodelist that the host has to each peer on the same link."""

    routes: tuple[Route, ...]


class NetworkRoute(NamedTuple):
    """A route to a network. The default route is none."""

    network: str
    """As 10.0.0.0/24."""
    interface: str


class NetworkRoutes(NamedTuple):
    """The networks that hosts are reached in without a router, by `ip -j -4 route show scope link`, and all
    of IPv6, by `ip -j -6 route show`: what the agent IPaddr2 looks for the network of its address in."""

    routes: tuple[NetworkRoute, ...] = ()
