"""What other parts of a cluster send: the services that a configuration may use, with their ports.

Ports by IANA and by the sources of each: pcsd 2224, corosync-qnetd 5403, pacemaker_remote 3121, booth 9929,
dlm 21064.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.model import address
from hadoctor.model.address import Literal
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.packet import EPHEMERAL, Direction, Packet, Ports, port
from hadoctor.model.firewall.traffic import End, Host, end, ends, pair
from hadoctor.model.numbers import strtol


class Service(NamedTuple):
    name: str
    protocol: str
    port: int
    incoming: bool
    """Whether peers connect to this node."""
    outgoing: bool
    """Whether this node connects to peers."""
    own_port: bool = False
    """Whether it sends from the same port, so that answers come back there."""


PCSD = Service("pcsd", "tcp", 2224, True, True)
QNETD = Service("qnetd", "tcp", 5403, False, True)
REMOTE = Service("pacemaker_remote", "tcp", 3121, False, True)
"""Seen from a cluster node: the cluster connects to the remote node."""
REMOTE_NODE = Service("pacemaker_remote", "tcp", 3121, True, False)
"""Seen from the remote node."""
BOOTH = Service("booth", "udp", 9929, True, True, own_port=True)
DLM = Service("dlm", "tcp", 21064, True, True)
DLM_SCTP = Service("dlm", "sctp", 21064, True, True)
"""dlm with more than one ring or link."""
SERVICES = (PCSD, QNETD, REMOTE, REMOTE_NODE, BOOTH, DLM, DLM_SCTP)


def service_packets(service: Service, between: Iterable[End]) -> Iterator[Packet]:
    """The packets that open the connections of a service to these peers."""
    to = port(service.port)
    away: Ports = to if service.own_port else EPHEMERAL
    for one in between:
        found = pair(one, service.protocol, away, to, service.name, replies=service.own_port)
        for packet in found:
            if service.incoming if packet.direction is Direction.IN else service.outgoing:
                yield packet


def first_link(corosync: Corosync, host: Host) -> tuple[End, ...]:
    """The way to each peer by the lowest link: where the services connect, unless names say otherwise."""
    found: dict[str, End] = {}
    for link in corosync.links:
        for one in ends(link, host):
            found.setdefault(one.label, one)
    return tuple(found.values())


def helpers(corosync: Corosync, host: Host, *, pcsd: bool, dlm: bool) -> Iterator[Packet]:
    """What is sent beside corosync's own traffic. `pcsd`, `dlm`: whether the cluster uses them."""
    yield from qnetd(corosync, host)
    peers = first_link(corosync, host)
    if pcsd:
        yield from service_packets(PCSD, peers)
    if dlm:
        yield from service_packets(DLM if len(corosync.links) < 2 else DLM_SCTP, peers)


def qnetd(corosync: Corosync, host: Host) -> tuple[Packet, ...]:
    """The connection to the quorum device's host, from the address through which it is reached."""
    name = corosync.text("quorum.device.net.host")
    if corosync.text("quorum.device.model") != "net" or not name:
        return ()
    parsed = address.parse(name)
    peer = host.names.get(name) if isinstance(parsed, address.Name) else parsed
    if peer is None:
        return ()
    number = strtol(corosync.text("quorum.device.net.port") or "") or QNETD.port
    own = _own(host, peer)
    if own is None or not 0 < number <= 65535:
        return ()
    there = end(host, own, peer, name)
    return tuple(service_packets(QNETD._replace(port=number), (there,)))


def _own(host: Host, peer: Literal) -> Literal | None:
    for own, other in host.returns:
        if other == peer:
            return own
    return next((own for own in host.interfaces if _likely(own, peer)), None)


def _likely(own: Literal, peer: Literal) -> bool:
    return own.family == peer.family and not own.loopback
