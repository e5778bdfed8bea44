"""The firewalls of a node, switched on the way an administrator does it.

Each lets the cluster, ssh and ping through and drops the rest. On a light node, ufw, nftables and
iptables work without their services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .inside import LabError

if TYPE_CHECKING:
    from .node import Node

NFTABLES = """#!/usr/sbin/nft -f
flush ruleset

table inet filter {
	chain input {
		type filter hook input priority filter; policy drop;
		ct state established,related accept
		iif lo accept
		meta l4proto { icmp, ipv6-icmp } accept
		tcp dport { 22, 2224, 3121 } accept
		udp dport 5404-5405 accept
	}
	chain forward {
		type filter hook forward priority filter; policy drop;
	}
	chain output {
		type filter hook output priority filter; policy accept;
	}
}
"""
IPTABLES = """*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p {icmp} -j ACCEPT
-A INPUT -p tcp -m multiport --dports 22,2224,3121 -j ACCEPT
-A INPUT -p udp -m udp --dport 5404:5405 -j ACCEPT
COMMIT
"""
LIMIT = 30.0


def change(node: Node, kind: str) -> None:
    """Switch off all other firewalls, then this one on."""
    steps = {
        "none": lambda: None,
        "ufw": lambda: _ufw(node),
        "firewalld": lambda: _firewalld(node),
        "nftables": lambda: _nftables(node),
        "iptables": lambda: _iptables(node),
    }
    if kind not in steps:
        raise LabError(f"no firewall {kind!r}")
    off(node)
    steps[kind]()


def off(node: Node) -> None:
    """No firewall, and no rule of one."""
    if "ENABLED=yes" in node.read("/etc/ufw/ufw.conf"):
        node.run("ufw", "disable", check=True, timeout=LIMIT)
    if node.plan.full:
        for unit in ("firewalld", "nftables", "ufw"):
            if node.run("systemctl", "is-active", unit).code == 0:
                node.run("systemctl", "disable", "--now", unit, check=True, timeout=LIMIT)
    node.run("nft", "flush", "ruleset", check=True)


def _ufw(node: Node) -> None:
    for port in ("22/tcp", "2224/tcp", "3121/tcp", "5404:5405/udp"):
        node.run("ufw", "allow", port, check=True, timeout=LIMIT)
    node.run("ufw", "--force", "enable", check=True, timeout=LIMIT)
    if node.plan.full:
        node.run("systemctl", "enable", "--now", "ufw", check=True, timeout=LIMIT)


def _firewalld(node: Node) -> None:
    if not node.plan.full:
        raise LabError("firewalld needs full nodes")
    node.run("systemctl", "enable", "--now", "firewalld", check=True, timeout=LIMIT)
    allow = ("firewall-cmd", "--permanent", "--add-service=high-availability")
    node.run(*allow, check=True, timeout=LIMIT)
    node.run("firewall-cmd", "--reload", check=True, timeout=LIMIT)


def _nftables(node: Node) -> None:
    node.write("/etc/nftables.conf", NFTABLES, 0o755)
    if node.plan.full:
        node.run("systemctl", "enable", "--now", "nftables", check=True, timeout=LIMIT)
    else:
        node.run("nft", "-f", "/etc/nftables.conf", check=True)


def _iptables(node: Node) -> None:
    for tool, icmp in (("iptables-restore", "icmp"), ("ip6tables-restore", "ipv6-icmp")):
        node.run(tool, stdin=IPTABLES.format(icmp=icmp), check=True)
