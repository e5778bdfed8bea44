"""Who has which UDP port."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.node.sockets import Sockets, UdpSocket
from hadoctor.probe.configuration import lines
from hadoctor.probe.gather import Probe
from hadoctor.probe.saying import ask
from hadoctor.probe.world import World

_USER = re.compile(r'users:\(\("([^"]*)",pid=(\d+)')


def sockets(world: World) -> Sockets | Unknown:
    ran = ask(world, "ss", "-H", "-a", "-u", "-n", "-p")
    if not isinstance(ran, Unknown):
        return Sockets(tuple(read_ss(ran.out)))
    tables = [world.read(f"/proc/net/{name}") for name in ("udp", "udp6")]
    if isinstance(tables[0], Unknown):
        return tables[0]
    return Sockets(tuple(s for table in tables for s in read_table(lines(table))))


def read_ss(said: str) -> Iterator[UdpSocket]:
    """Columns: state, queues, local address, peer, process. An address as 10.0.0.1%eth0:5405."""
    for line in said.splitlines():
        words = line.split()
        if len(words) < 5:
            continue
        address, _, port = words[3].rpartition(":")
        address, _, interface = address.strip("[]").partition("%")
        user = _USER.search(line)
        if port.isdecimal():
            yield UdpSocket(
                "0.0.0.0" if address == "*" else address,
                int(port),
                interface.rstrip("]"),
                user[1] if user else "",
                int(user[2]) if user else 0,
            )


def read_table(table: list[str]) -> Iterator[UdpSocket]:
    """/proc/net/udp: the address in hexadecimal, in words as the host orders bytes (little endian)."""
    for line in table[1:]:
        words = line.split()
        address, _, port = words[1].partition(":") if len(words) > 1 else ("", "", "")
        try:
            raw = bytes.fromhex(address)
            number = int(port, 16)
        except ValueError:
            continue
        if len(raw) in (4, 16):
            yield UdpSocket(_address(raw), number)


def _address(raw: bytes) -> str:
    from ipaddress import ip_address

    return str(ip_address(b"".join(raw[n : n + 4][::-1] for n in range(0, len(raw), 4))))


PROBES = (Probe(Sockets, "sockets", sockets),)
