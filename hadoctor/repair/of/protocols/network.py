"""Interfaces, routes and ports: whoever changes them from afar may cut himself off."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.routes import Route, Routes
from hadoctor.facts.node.sockets import Sockets
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols.new_conf import PATH, quoted

_AFAR = "a mistake cuts the node off: from the console, or with a second way in"
_LOOK = "$ corosync-cfgtool -s    # all links are connected"


@repairs("NET012")
def address_of_a_link(need: Need, interfaces: Interfaces) -> Repairs:
    for one in need.found:
        message = one.finding.message
        name = message.partition(",")[0]
        if any(i.name == name for i in interfaces.interfaces):
            yield need.protocol(
                f"bring up {name}",
                "who has taken it down may have had a reason",
                f"$ ip -s link show {quoted([name])[0]}    # is there a carrier, are there errors?",
                f"$ ip link set {quoted([name])[0]} up",
                "and let it come up at boot, by what keeps the network here",
                _LOOK,
                cures=(one,),
            )
        else:
            yield need.protocol(
                "let the host have the address that the nodelist has for it",
                _AFAR,
                "$ ip -brief address",
                f"$ grep -e ring._addr -e name: {PATH}",
                "either give the interface that address, by what keeps the network here,",
                f"or write the right one into {PATH} on every node, which needs a stop of all of them",
                _LOOK,
                cures=(one,),
            )


@repairs("NET017")
def leased_addresses(need: Need, corosync: Corosync, interfaces: Interfaces) -> Repairs:
    texts = [entry.text for node in corosync.nodes for entry in node.addresses.values()]
    for local in dict.fromkeys(interfaces.own(parse(text)) for text in texts):
        if local is None or not local.dynamic:
            continue
        cures = tuple(r for r in need.found if f"'{local.literal}'" in r.finding.message)
        if cures:
            (device,) = quoted([local.interface])
            address = f"{local.literal}/{local.length}"
            yield need.protocol(
                f"let {local.interface} keep {local.literal}",
                _AFAR,
                "either the DHCP server reserves it for this interface:",
                f"$ ip link show {device}    # the hardware address",
                "or it is set by hand, and with it gateway and name servers; with NetworkManager:",
                f"$ nmcli --get-values GENERAL.CONNECTION device show {device}",
                f"$ nmcli connection modify CONNECTION ipv4.method manual ipv4.addresses {address}",
                "with netplan, below the interface: dhcp4: false, addresses: [" + address + "]",
                "$ netplan try",
                "with /etc/network/interfaces: inet static, and a line with the address:",
                f"  address {address}",
                "the address must be taken out of what the DHCP server gives to others",
                cures=cures,
            )


@repairs("NET019")
def routes_to_peers(need: Need, routes: Routes) -> Repairs:
    for route in routes.routes:
        told = f"from {route.own} to the peer {route.peer} " if not route.why else ""
        told = told or f"from {route.own} to the peer {route.peer}:"
        cures = tuple(r for r in need.found if told in r.finding.message)
        if cures:
            yield need.protocol(
                f"let packets to {route.peer} leave on link {route.link}",
                _AFAR,
                *_route(route),
                f"$ ip route get {route.peer} from {route.own}    # the right interface",
                "and the same lastingly, by what keeps the network here",
                _LOOK,
                cures=cures,
            )


def _route(route: Route) -> Iterator[str]:
    six = "-6 " if ":" in route.peer else ""
    yield f"$ ip {six}-brief address"
    yield f"$ ip {six}route show table all"
    if route.why:
        yield "the interface of the link has to be up, with its address and the right length of its net:"
        yield f"$ ip {six}route add {route.peer} via GATEWAY    # only where a router is between them"
    else:
        (device,) = quoted([route.interface])
        yield f"{route.interface} has a network that overlaps the link's; give it another one, or"
        yield f"$ ip {six}route show dev {device}"
        yield f"$ ip {six}route del NETWORK dev {device}"


@repairs("NET020")
def port_of_another(need: Need, sockets: Sockets) -> Repairs:
    for socket in dict.fromkeys(sockets.udp):
        words = f"udp port {socket.port}, which corosync needs, is taken by '{socket.process}'"
        cures = tuple(r for r in need.found if f"{words} (pid {socket.pid})" in r.finding.message)
        if cures:
            yield need.protocol(
                f"free udp port {socket.port} for corosync",
                f"what '{socket.process}' is for, and who needs it, is not known here",
                f"$ systemctl status {socket.pid}    # which service it belongs to",
                "give it another port in its own configuration, or end it if nobody needs it",
                f"$ ss -a -u -n -p 'sport = :{socket.port}'    # nobody, or corosync",
                "$ systemctl start corosync    # where it does not run",
                cures=cures,
            )


@repairs("NET021")
def address_of_another_node(need: Need, corosync: Corosync, interfaces: Interfaces) -> Repairs:
    for one in need.found:
        text = one.finding.at.text.strip()
        literal = parse(text)
        local = interfaces.own(literal)
        if local is not None:
            (device,) = quoted([local.interface])
            yield need.protocol(
                f"find out which host {text} belongs to",
                "it may be the address by which you are here",
                f"$ ip address show {device}",
                f"$ arping -D -c 3 -I {device} {text}    # does the other node answer, too?",
                "if it is the other node's, take it away here, and from what sets it at boot:",
                f"$ ip address del {local.literal}/{local.length} dev {device}",
                _LOOK,
                cures=(one,),
            )


@repairs("NET005")
def not_in_the_nodelist(
    need: Need, corosync: Corosync, interfaces: Interfaces | Unknown
) -> Repairs:
    addresses = [] if isinstance(interfaces, Unknown) else interfaces.addresses
    own = [
        a.literal for a in addresses if isinstance(a.literal, Literal) and not a.literal.loopback
    ]
    if all("this host" in r.finding.message for r in need.found):
        yield need.protocol(
            "let corosync find this host in its nodelist",
            "which node this host is meant to be, and on which network, is not known here",
            "$ hostname",
            "$ ip -brief address",
            f"$ grep -e name: -e ring._addr {PATH}",
            f"addresses of this host: {', '.join(map(str, own[:8])) or 'none'}",
            "if the file is another cluster's, or an old one: take it from a node that is a member",
            f"if the host has the wrong name or address: set them right, and leave {PATH} as it is",
            "if it is a new node: add it on all nodes, config_version one higher, then on one of them:",
            "$ corosync-cfgtool -R",
        )
