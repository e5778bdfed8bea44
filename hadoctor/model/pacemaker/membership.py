"""The nodes of corosync as Pacemaker sees them.

Of a node Pacemaker takes the `name` of the nodelist, else its ring0_addr where that is no IP address,
else the node's own host name (lib/cluster/corosync.c of 2.1.5 and 3.0.2). Names differ not by case.
"""

from __future__ import annotations

from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node


def corosync_names(corosync: Corosync) -> tuple[dict[str, Node], list[Node]]:
    """The nodes by name in lower case, and those whose name only the node itself knows."""
    named: dict[str, Node] = {}
    unnamed: list[Node] = []
    for node in corosync.nodes:
        entry = node.name
        if entry is None or not entry.text:
            entry = node.addresses.get(0)
            if entry is None or not isinstance(address.parse(entry.text), address.Name):
                unnamed.append(node)
                continue
        named.setdefault(entry.text.lower(), node)
    return named, unnamed
