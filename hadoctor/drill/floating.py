"""The floating IPs of a cluster, and the node that a drill is for where nobody names one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.model.address import Literal
from hadoctor.model.pacemaker.known import is_address
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.vip import Address


class Floating(NamedTuple):
    resource: str
    address: Literal


def floating(pacemaker: Pacemaker) -> tuple[Floating, ...]:
    """Those that can be told from the configuration, and are on one node at a time."""
    found = []
    for resource in pacemaker.services:
        one = Address(resource) if is_address(resource) else None
        if one is None or one.depends or one.lvs or resource.clone is not None:
            continue
        if one.literal is not None and not one.literal.loopback:
            found.append(Floating(resource.id, one.literal))
    return tuple(found)


def holders(addresses: Iterable[Floating], cluster: ClusterState) -> dict[str, str]:
    """Which node each address is on, by resource; those that are on none are not in it."""
    where = {one.id: one.nodes for one in cluster.resources}
    return {one.resource: nodes[0] for one in addresses if (nodes := where.get(one.resource))}
