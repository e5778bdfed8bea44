"""Which addresses must a test host own, so that a corosync.conf fits it?

Deliberately simple: it looks at lines, not at sections, so that it also works on broken files and
shares no code with the parser under test.
"""

from __future__ import annotations

import ipaddress
import re

# Documentation addresses that stand for "some other host" in tests.
NEVER_LOCAL = ipaddress.ip_network("203.0.113.0/24")
NODE = re.compile(rb"^[ \t]*node[ \t:]*\{", re.MULTILINE)
OF_NODE = re.compile(rb"^[ \t]*(?:ring\d+_addr|name)[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
BIND = re.compile(rb"^[ \t]*bindnetaddr[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
MEMBER = re.compile(rb"^[ \t]*memberaddr[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)


def local_addresses(data: bytes, hosts: str = "") -> list[str]:
    """The addresses of all nodes, for `corosync -t`: whichever node is local, it is found.

    `hosts` is the text of /etc/hosts; names in it count by their address. Without a nodelist the
    result is what corosync 2 needs: an address in the network of each bindnetaddr.
    """
    return _unique([a for node in _nodes(data, hosts) for a in node] or _without_nodes(data))


def first_local(data: bytes, hosts: str = "") -> list[str]:
    """The addresses of the first node that has any, for a start: that node is the local one."""
    return _unique(next(filter(None, _nodes(data, hosts)), []) or _without_nodes(data))


def names(hosts: str) -> dict[str, str]:
    """The text of /etc/hosts as name -> address; the first line with a name wins."""
    found: dict[str, str] = {}
    for line in hosts.splitlines():
        address, *aliases = line.partition("#")[0].split() or [""]
        for alias in aliases:
            found.setdefault(alias, address)
    return found


def _nodes(data: bytes, hosts: str) -> list[list[str]]:
    """The usable addresses of each node section."""
    known = names(hosts)
    return [
        [
            address
            for value in OF_NODE.findall(section)
            if (address := _literal(known.get(text := _text(value), text)))
        ]
        for section in NODE.split(data)[1:]
    ]


def _without_nodes(data: bytes) -> list[str]:
    """One address for each bindnetaddr: the first member in its network, else the network's first.

    The size of the network is not in the file: /24 and /64 as everywhere in these tests.
    """
    members = [a for value in MEMBER.findall(data) if (a := _literal(_text(value)))]
    chosen = []
    for value in BIND.findall(data):
        if not (bind := _literal(_text(value))):
            continue
        network = ipaddress.ip_network(f"{bind}/{64 if ':' in bind else 24}", strict=False)
        inside = (m for m in members if ipaddress.ip_address(m) in network)
        chosen.append(next(inside, str(network[1])))
    return chosen


def _literal(text: str) -> str | None:
    """The text if it is an address that a test host may own."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # A scope ("%eth0") names an interface that the test host does not have.
    return None if address in NEVER_LOCAL or "%" in text else text


def _text(value: bytes) -> str:
    return value.decode("latin-1")


def _unique(addresses: list[str]) -> list[str]:
    return list(dict.fromkeys(addresses))
