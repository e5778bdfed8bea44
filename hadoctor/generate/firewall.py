"""Rules that let the cluster's packets in from its nodes, and nobody else's; what lasts over a boot."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.generate.description import Description
from hadoctor.model.address import Literal

Lines = Iterator[str]
TAG = "hadoctor: cluster"


def pairs(cluster: Description) -> list[tuple[Literal, int]]:
    """Each node's address on each link, and the port that corosync uses there."""
    return [
        (literal, cluster.port(link))
        for node in cluster.nodes
        for link, literal in enumerate(node.addresses)
    ]


def firewall(cluster: Description) -> dict[str, str]:
    """The files of the manager, by their names in the folder."""
    if cluster.firewall == "nftables":
        return {"firewall/nftables.conf": "\n".join([*_nftables(cluster), ""])}
    if cluster.firewall == "iptables":
        return {
            f"firewall/rules.v{family}": "\n".join([*_iptables(cluster, family), ""])
            for family in (4, 6)
        }
    if cluster.firewall == "ufw":
        return {"firewall/ufw.sh": "\n".join([*_ufw(cluster), ""])}
    if cluster.firewall == "firewalld":
        return {"firewall/firewalld.sh": "\n".join([*_firewalld(cluster), ""])}
    return {}


def _nftables(cluster: Description) -> Lines:
    yield "#!/usr/sbin/nft -f"
    yield "# All rules of the host: what others have made is taken away when this is loaded."
    yield "flush ruleset"
    yield ""
    yield "table inet filter {"
    yield "    chain input {"
    yield "        type filter hook input priority filter; policy drop;"
    yield '        iif "lo" accept'
    yield "        ct state established,related accept"
    yield "        meta l4proto { icmp, ipv6-icmp } accept"
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield f"        {protocol} dport {port} accept"
    for literal, port_ in pairs(cluster):
        family = "ip" if literal.family == 4 else "ip6"
        yield f'        {family} saddr {literal} udp dport {port_} accept comment "{TAG}"'
    yield "    }"
    yield "}"


def _iptables(cluster: Description, family: int) -> Lines:
    icmp = "icmp" if family == 4 else "ipv6-icmp"
    yield "*filter"
    yield ":INPUT DROP [0:0]"
    yield ":FORWARD DROP [0:0]"
    yield ":OUTPUT ACCEPT [0:0]"
    yield "-A INPUT -i lo -j ACCEPT"
    yield "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
    yield f"-A INPUT -p {icmp} -j ACCEPT"
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield f"-A INPUT -p {protocol} -m {protocol} --dport {port} -j ACCEPT"
    for literal, port_ in pairs(cluster):
        if literal.family == family:
            comment = f'-m comment --comment "{TAG}"'
            yield f"-A INPUT -s {literal} -p udp -m udp --dport {port_} {comment} -j ACCEPT"
    yield "COMMIT"


def _ufw(cluster: Description) -> Lines:
    yield "#!/bin/sh"
    yield "# Adds rules; ufw keeps them. It changes nothing where they are there."
    yield "set -eu"
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield f"ufw allow {port}/{protocol}"
    for literal, port_ in pairs(cluster):
        yield f"ufw allow in proto udp from {literal} to any port {port_} comment '{TAG}'"
    yield "ufw --force enable"
    yield "systemctl enable ufw"


def _firewalld(cluster: Description) -> Lines:
    yield "#!/bin/sh"
    yield "# Adds rules to the default zone, for now and for later."
    yield "set -eu"
    yield "systemctl enable --now firewalld"
    yield "for scope in '' --permanent; do"
    for text in cluster.open:
        protocol, _, port = text.partition("/")
        yield f"    firewall-cmd --quiet $scope --add-port={port}/{protocol}"
    for literal, port_ in pairs(cluster):
        rule = (
            f'rule family="ipv{literal.family}" source address="{literal}"'
            f' port port="{port_}" protocol="udp" accept'
        )
        yield f"    firewall-cmd --quiet $scope --add-rich-rule='{rule}'"
    yield "done"
