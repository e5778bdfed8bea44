"""Rules that let the cluster's packets in from its nodes and from nobody else, and that are there after the
next boot; in the words with which a repair opens a port. One file for all nodes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from hadoctor.generate.description import Description
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.managers import Keeper
from hadoctor.model.firewall.opening import Gate, Opening, Place, gates, opening
from hadoctor.model.firewall.packet import Direction
from hadoctor.model.firewall.traffic import Host, packets

Lines = Iterator[str]
TAG = "hadoctor:cluster"
_ZONE = "ZONE"


def firewall(cluster: Description, corosync: Corosync) -> dict[str, str]:
    """The files of the manager, by their names in the folder."""
    ways = incoming(corosync)
    if cluster.firewall == "nftables":
        return {"nftables.conf": _text(_nftables(cluster, ways))}
    if cluster.firewall == "iptables":
        return {f"rules.v{family}": _text(_iptables(cluster, ways, family)) for family in (4, 6)}
    if cluster.firewall == "ufw":
        return {"ufw.sh": _text(_ufw(cluster, ways))}
    if cluster.firewall == "firewalld":
        return {"firewalld.sh": _text(_firewalld(cluster, ways))}
    return {}


def incoming(corosync: Corosync) -> tuple[Gate, ...]:
    """What any of the nodes gets from the others."""
    found = [
        packet
        for node in corosync.nodes
        for packet in packets(corosync, Host(node))
        if packet.direction is Direction.IN
    ]
    return gates(found)


def _text(lines: Lines) -> str:
    return "\n".join([*lines, ""])


def _openings(gate: Gate, tool: str, table: str = "", chain: str = "") -> tuple[Opening, ...]:
    place = Place(Keeper(tool), table, chain)
    return opening(place, gate, zone=_ZONE if tool == "firewalld" else "", tag=TAG)


def _opened(cluster: Description) -> Iterator[tuple[str, str]]:
    """Protocol and port of what is open for everybody."""
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield protocol, port


def _nftables(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield "#!/usr/sbin/nft -f"
    yield "# All rules of the host: what others have made is gone when this is loaded."
    yield "flush ruleset"
    yield ""
    yield "table inet filter {"
    yield "    chain input {"
    yield "        type filter hook input priority filter; policy drop;"
    yield '        iif "lo" accept'
    yield "        ct state established,related accept"
    yield "        meta l4proto { icmp, ipv6-icmp } accept"
    for protocol, port in _opened(cluster):
        yield f"        {protocol} dport {port} accept"
    for gate in ways:
        for one in _openings(gate, "nft", "inet filter", "input"):
            yield f'        {" ".join(one.rule)} comment "{one.tag}"'
    yield "    }"
    yield "}"


def _iptables(cluster: Description, ways: tuple[Gate, ...], family: int) -> Lines:
    """As iptables-save would print it."""
    icmp = "icmp" if family == 4 else "ipv6-icmp"
    yield "*filter"
    yield ":INPUT DROP [0:0]"
    yield ":FORWARD DROP [0:0]"
    yield ":OUTPUT ACCEPT [0:0]"
    yield "-A INPUT -i lo -j ACCEPT"
    yield "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
    yield f"-A INPUT -p {icmp} -j ACCEPT"
    for protocol, port in _opened(cluster):
        yield f"-A INPUT -p {protocol} -m {protocol} --dport {port} -j ACCEPT"
    for gate in ways:
        if gate.peer.family == family:
            tool = "iptables" if family == 4 else "ip6tables"
            for one in _openings(gate, tool, "ip filter", "INPUT"):
                yield f"-A INPUT {' '.join(one.rule)}"
    yield "COMMIT"


def _ufw(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield "#!/bin/sh"
    yield "# Adds rules; ufw keeps them. It changes nothing where they are there."
    yield "set -eu"
    for protocol, port in _opened(cluster):
        yield f"ufw allow {port}/{protocol}"
    for gate in ways:
        for one in _openings(gate, "ufw"):
            yield shlex.join(one.do)
    yield "ufw --force enable"


def _firewalld(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield "#!/bin/sh"
    yield "# Adds rules, for now and for later. What is open for everybody is so in the default zone;"
    yield "# the nodes are let in where their packets arrive."
    yield "set -eu"
    yield "zone_to() {"
    yield "    dev=$(ip route get \"$1\" | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)"
    yield '    firewall-cmd --get-zone-of-interface="$dev" 2>/dev/null || firewall-cmd --get-default-zone'
    yield "}"
    for protocol, port in _opened(cluster):
        for scope in ("--permanent ", ""):
            yield f"firewall-cmd --quiet {scope}--add-port={port}/{protocol}"
    for gate in ways:
        yield f"zone=$(zone_to {gate.peer})"
        for one in _openings(gate, "firewalld"):
            command = shlex.join(("firewall-cmd", "--quiet", *one.do[1:]))
            yield command.replace(f"--zone={_ZONE}", '--zone="$zone"')
