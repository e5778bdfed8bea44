"""The packets that corosync sends and gets, by its configuration.

Facts, from the sources of corosync (exec/totemknet.c, totemudpu.c, totemudp.c; 2.4 to 3.1):

- knet binds a socket to the own address and the port of the link, and sends from there to the same port
  of the peer: what a peer sends is a reply to what we send.
- udpu sends the token from its port, but messages and joins from a socket without a port of its own:
  what a peer sends so is never a reply.
- udp sends all from the port below the ring's, to the multicast address and to the peers.
- knet over sctp connects from any port to the port of the link.
- udpu and udp send to themselves, too, over the loopback interface: udpu all its messages, and both the
  token while the node is alone, without which it does not get out of that state. knet does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.address import Literal
from hadoctor.model.clusters import BROADCAST, groups
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.packet import EPHEMERAL, Cast, Direction, Packet, Ports, port
from hadoctor.model.links import Link
from hadoctor.model.nodes import Node

LOOPBACK = "lo"
ITSELF = "itself"


class Host(NamedTuple):
    """What the node knows of itself, beside its corosync.conf."""

    node: Node
    """The one that it is."""
    interfaces: Mapping[Literal, str] = {}
    """Its own addresses, with the interfaces."""
    names: Mapping[str, Literal] = {}
    """The addresses of names in the nodelist."""
    returns: Mapping[tuple[Literal, Literal], str] = {}
    """(own, peer): the interface through which packets to the peer leave."""


class End(NamedTuple):
    """The two addresses of a link to a peer, and the way between them."""

    own: Literal
    peer: Literal
    interface: str
    returns: bool | None
    label: str
    """Who the peer is."""


def packets(corosync: Corosync, host: Host) -> tuple[Packet, ...]:
    """All packets of the links, to and from each peer whose addresses are known."""
    found: list[Packet] = []
    casts = _casts(corosync)
    for link in corosync.links:
        if not 0 < link.port <= 65535:
            continue
        service = f"link {link.number}"
        others = tuple(ends(link, host))
        for end in others:
            found += _link(corosync, link, end, service)
            cast = casts.get(link.number)
            if cast and cast.family == end.own.family:
                found += _cast(link, end, cast, service)
        if others and corosync.transport != "knet":
            own = others[0].own
            found += _link(corosync, link, End(own, own, LOOPBACK, True, ITSELF), service)
    return tuple(dict.fromkeys(found))


def ends(link: Link, host: Host) -> Iterator[End]:
    """The link to each peer. Left out is whose address is not known here: a name that nobody told."""
    own = [_literal(m.address, host) for m in link.members if m.node.position == host.node.position]
    if not own or own[0] is None:
        return
    for member in link.members:
        peer = _literal(member.address, host)
        if member.node.position == host.node.position or peer is None:
            continue
        if peer.family == own[0].family and peer != own[0]:
            yield end(host, own[0], peer, member.node.label)


def end(host: Host, own: Literal, peer: Literal, label: str) -> End:
    interface = host.interfaces.get(own, "")
    back = host.returns.get((own, peer))
    return End(own, peer, interface, back == interface if back and interface else None, label)


def _literal(found: Literal | address.Name | None, host: Host) -> Literal | None:
    return host.names.get(found.text) if isinstance(found, address.Name) else found


def pair(
    end: End,
    protocol: str,
    from_port: Ports,
    to_port: Ports,
    service: str,
    *,
    replies: bool = False,
) -> Iterator[Packet]:
    """A packet from each side to the other, both between the same kinds of ports."""
    yield Packet(
        Direction.IN,
        protocol,
        end.peer,
        end.own,
        from_port,
        to_port,
        end.interface,
        returns=end.returns,
        replies=replies,
        service=service,
        peer=end.label,
    )
    yield Packet(
        Direction.OUT,
        protocol,
        end.own,
        end.peer,
        from_port,
        to_port,
        end.interface,
        replies=replies,
        service=service,
        peer=end.label,
    )


def _link(corosync: Corosync, link: Link, end: End, service: str) -> Iterator[Packet]:
    own = port(link.port)
    if corosync.transport == "knet":
        entry = link.keys.get("knet_transport")
        if entry and entry.text == "sctp":
            yield from pair(end, "sctp", EPHEMERAL, own, service)
        else:
            yield from pair(end, "udp", own, own, service, replies=True)
    elif corosync.transport == "udpu":
        yield from pair(end, "udp", own, own, f"token of {service}")
        yield from pair(end, "udp", EPHEMERAL, own, f"messages of {service}")
    elif link.port > 1:
        yield from pair(end, "udp", port(link.port - 1), own, f"token of {service}")


def _casts(corosync: Corosync) -> dict[int, Literal]:
    """Where udp sends to all nodes at once, by the number of the link."""
    if corosync.transport != "udp":
        return {}
    by_port = {claim.port: claim.what for claim in groups(corosync)}
    return {link.number: by_port[link.port] for link in corosync.links if link.port in by_port}


def _cast(link: Link, end: End, cast: Literal, service: str) -> Iterator[Packet]:
    kind = Cast.BROADCAST if cast == BROADCAST else Cast.MULTICAST
    for one in pair(end, "udp", port(link.port - 1), port(link.port), f"messages of {service}"):
        # Out to the group it is the same packet for every peer.
        peer = one.peer if one.direction is Direction.IN else ""
        yield one._replace(destination=cast, cast=kind, peer=peer)
