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
from hadoctor.model.firewall.services import helpers
from hadoctor.model.firewall.traffic import Host, packets

Lines = Iterator[str]
TAG = "hadoctor:cluster"


def firewall(cluster: Description, corosync: Corosync) -> dict[str, str]:
    """The files of the manager, by their names in the folder."""
    ways = incoming(corosync, pcsd=cluster.pcsd)
    if cluster.firewall == "nftables":
        return {"nftables.conf": _text(_nftables(cluster, ways))}
    if cluster.firewall == "iptables":
        return {f"rules.v{family}": _text(_iptables(cluster, ways, family)) for family in (4, 6)}
    if cluster.firewall == "ufw":
        return {"ufw.sh": _text(_ufw(cluster, ways))}
    if cluster.firewall == "firewalld":
        return {"firewalld.sh": _text(_firewalld(cluster, ways))}
    return {}


def incoming(corosync: Corosync, *, pcsd: bool = False) -> tuple[Gate, ...]:
    """What any of the nodes gets from the others."""
    hosts = [Host(node) for node in corosync.nodes]
    sent = [packet for host in hosts for packet in packets(corosync, host)]
    sent += [packet for host in hosts for packet in helpers(corosync, host, pcsd=pcsd, dlm=False)]
    return gates(packet for packet in sent if packet.direction is Direction.IN)


def _text(lines: Lines) -> str:
    return "\n".join([*lines, ""])


def _openings(gate: Gate, tool: str, table: str = "", chain: str = "") -> tuple[Opening, ...]:
    place = Place(Keeper(tool), table, chain)
    return opening(place, gate, zone="of the link" if tool == "firewalld" else "", tag=TAG)


def _opened(cluster: Description) -> Iterator[tuple[str, str]]:
    """Protocol and port of what is open for everybody."""
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield protocol, port


def _nftables(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield "#!/usr/sbin/nft -f"
    yield f"# {TAG}: all rules of the host; what others have made is gone when this is loaded."
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
    yield f"# {TAG}: all rules of the host."
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


_CHECK = (
    "#!/bin/sh",
    "# Adds rules, for now and for later, that are not there. --check: 0 where all are there.",
    "set -eu",
    "check=${1-}",
)


def _ufw(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield from _CHECK
    yield "added=$(ufw show added)"
    yield 'rule() { # how "ufw show added" prints it; the words of ufw'
    yield "    shown=$1"
    yield "    shift"
    yield '    if printf \'%s\\n\' "$added" | grep -qxF "$shown"; then return; fi'
    yield '    [ -z "$check" ] || exit 1'
    yield '    ufw "$@"'
    yield "}"
    for protocol, port in _opened(cluster):
        yield f"rule 'ufw allow {port}/{protocol}' allow {port}/{protocol}"
    for gate in ways:
        shown = (
            f"ufw allow from {gate.peer} to any port {gate.ports(':')} proto {gate.protocol}"
            f" comment '{TAG}'"
        )
        for one in _openings(gate, "ufw"):
            yield f'rule "{shown}" {shlex.join(one.do[1:])}'
    yield "if LC_ALL=C ufw status | grep -q '^Status: active'; then exit 0; fi"
    yield '[ -z "$check" ] || exit 1'
    yield "ufw --force enable"


def _firewalld(cluster: Description, ways: tuple[Gate, ...]) -> Lines:
    yield from _CHECK
    yield "# What is open for everybody is so in the default zone; the nodes are let in where their packets"
    yield "# arrive."
    yield "zone_to() {"
    yield "    dev=$(ip route get \"$1\" | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)"
    yield '    firewall-cmd --get-zone-of-interface="$dev" 2>/dev/null || firewall-cmd --get-default-zone'
    yield "}"
    yield "rule() { # its words behind --add- and --query-; options"
    yield "    words=$1"
    yield "    shift"
    yield '    if [ -n "$check" ]; then firewall-cmd --quiet "$@" "--query-$words" || exit 1'
    yield '    else firewall-cmd --quiet "$@" "--add-$words"; fi'
    yield "}"
    for protocol, port in _opened(cluster):
        for scope in (" --permanent", ""):
            yield f"rule port={port}/{protocol}{scope}"
    for gate in ways:
        yield f"zone=$(zone_to {gate.peer})"
        for one in _openings(gate, "firewalld"):
            scope = " --permanent" if one.lasts else ""
            words = shlex.quote(f"rich-rule={one.rule[0]}")
            yield f'rule {words}{scope} --zone="$zone"'
