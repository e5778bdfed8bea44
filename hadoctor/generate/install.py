"""A script for each node that puts the files in their places: what differs by node and cluster, and then
install.sh, which is the same for all."""

from __future__ import annotations

import shlex
from pathlib import Path

from hadoctor.generate.description import Description, Node

SCRIPT = Path(__file__).with_name("install.sh")
_PROGRAMS = {
    "none": (),
    "nftables": ("nft",),
    "iptables": ("iptables-restore", "ip6tables-restore"),
    "ufw": ("ufw",),
    "firewalld": ("firewall-cmd",),
}


def install(cluster: Description, node: Node) -> str:
    programs = (*_PROGRAMS[cluster.firewall], *(("corosync-qdevice",) if cluster.device else ()))
    units = dict.fromkeys(service.unit for service in cluster.services if service.unit)
    facts = {
        "CLUSTER": cluster.name,
        "NODE": node.name,
        "ADDRESSES": " ".join(map(str, node.addresses)),
        "PROGRAMS": " ".join(programs),
        "ENCRYPTED": "yes" if cluster.encrypted else "",
        "CHRONY": "yes" if cluster.time == "chrony" else "",
        "FIREWALL": cluster.firewall,
        "OPEN": " ".join(cluster.open),
        "UNITS": " ".join(units),
        "DEVICE": cluster.device.host if cluster.device else "",
    }
    head = [
        "#!/bin/sh",
        f"# Node {node.name} of cluster {cluster.name}: sh install-{node.name}.sh --help",
        "set -eu",
        "",
        *(f"{name}={shlex.quote(value)}" for name, value in facts.items()),
    ]
    return "\n".join(head) + "\n" + SCRIPT.read_text(encoding="utf-8")
