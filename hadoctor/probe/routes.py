"""How packets leave this host: those to the other nodes, and the networks that it is in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hadoctor.facts import Unknown
from hadoctor.facts import interfaces as addresses
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.routes import NetworkRoute, NetworkRoutes, Route, Routes
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.network import BITS, network
from hadoctor.probe.configuration import corosync
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World
from hadoctor.source import Source

MOST = 32
"""So many peers are asked for."""


def routes(world: World) -> Routes | Unknown:
    conf = corosync(world)
    if isinstance(conf, Unknown):
        return conf
    here = own_interfaces(world)
    if isinstance(here, Unknown):
        return here
    found = []
    for route in islice(_pairs(conf, here), MOST):
        own, peer = route.own, route.peer
        ran = world.run("ip", "-j", "route", "get", peer, "from", own)
        if isinstance(ran, Unknown):
            return ran
        found.append(read_route(route, ran.out) if ran.ok else _refused(route, ran.err))
    return Routes(tuple(found))


def own_interfaces(world: World) -> Interfaces | Unknown:
    ran = ask(world, "ip", "-j", "addr")
    if isinstance(ran, Unknown):
        return ran
    return addresses.read(Source("ip -j addr", ran.out.encode("utf-8", "replace")))


def _pairs(conf: Corosync, here: Interfaces) -> Iterator[Route]:
    """From each own address to each peer on the same link, where both are written out."""
    mine = here.nodes_here(conf)
    if len(mine) != 1:
        return
    for link, entry in mine[0].addresses.items():
        own = parse(entry.text)
        local = here.own(own)
        if not isinstance(own, Literal) or local is None:
            continue
        for node in conf.nodes:
            peer = parse(node.addresses[link].text) if link in node.addresses else None
            if node is not mine[0] and isinstance(peer, Literal) and peer.family == own.family:
                near = network(peer, local.length) == local.network
                expected = local.interface if near and local.length < BITS[own.family] else ""
                yield Route(link, str(own), str(peer), expected=expected)


def read_route(route: Route, said: str) -> Route:
    """The first route of `ip -j route get`."""
    import json

    try:
        found = json.loads(said)
        first = found[0]
        return route._replace(
            interface=str(first.get("dev", "")), gateway=str(first.get("gateway", ""))
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return route._replace(why="the answer of ip cannot be read")


def _refused(route: Route, said: str) -> Route:
    """`RTNETLINK answers: Network is unreachable`"""
    last = said.strip().splitlines()[-1:] or ["no route"]
    why = last[0].rpartition(": ")[2].lower()
    # What the kernel says of a route of the type blackhole.
    return route._replace(why="a blackhole route" if why == "invalid argument" else why)


def networks(world: World) -> NetworkRoutes | Unknown:
    found: list[NetworkRoute] = []
    for command in (
        ("ip", "-j", "-4", "route", "show", "scope", "link"),
        ("ip", "-j", "-6", "route", "show"),
    ):
        ran = ask(world, *command)
        if isinstance(ran, Unknown):
            return ran
        found += read_networks(ran.out)
    return NetworkRoutes(tuple(found))


def read_networks(said: str) -> list[NetworkRoute]:
    """Without IPv6 the answer is empty. A host route has no length."""
    import json

    try:
        found = json.loads(said or "[]")
    except (ValueError, RecursionError):
        return []
    return [
        NetworkRoute(one["dst"], one["dev"])
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict)
        and isinstance(one.get("dst"), str)
        and isinstance(one.get("dev"), str)
        and "/" in one["dst"]
    ]


PROBES = (
    Probe(Routes, "routes", routes),
    Probe(NetworkRoutes, "networks", networks),
)
