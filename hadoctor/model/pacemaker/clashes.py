"""Resources that share what only one of them can have."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.model.pacemaker.known import known, passive
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting
from hadoctor.model.pacemaker.vip import Address

SURE = frozenset(
    {"ip", "drbd_resource", "pool", "volgrpname", "elastic_ip", "secondary_private_ip"}
)
"""Parameters that name a thing in the world: what has the same, is the same."""
_LOCAL = frozenset({"reader_attribute", "tomcat_name", "slapd", "services", "name"})
"""Parameters that agents call unique though the same value is usual on different nodes."""
Holder = tuple[Resource, Setting]


def clashes(pacemaker: Pacemaker) -> Iterator[tuple[str, str, list[Holder]]]:
    """Agent, parameter, and the resources that have one value of it."""
    found: dict[tuple[str, str, str], list[Holder]] = {}
    for resource in pacemaker.services:
        agent = known(resource)
        if agent is None or passive(resource) or _apart(resource):
            continue
        for parameter in agent.parameters.values():
            if not parameter.unique or parameter.name in _LOCAL:
                continue
            setting = resource.param(parameter.name)
            if setting is not None and setting.value and not _depends(resource, parameter.name):
                key = agent.name, parameter.name, setting.value
                found.setdefault(key, []).append((resource, setting))
    for (agent_name, name, _), holders in found.items():
        if len({resource.id for resource, _ in holders}) > 1:
            yield agent_name, name, holders


def _depends(resource: Resource, name: str) -> bool:
    return any(one.own_params.depends(name) for one in resource.lineage)


def _apart(resource: Resource) -> bool:
    """Whether the same address elsewhere is meant: that of a real server behind a director, or in a
    network namespace of its own."""
    agent = resource.agent
    if agent is None or agent.type != "IPaddr2":
        return False
    return Address(resource).lvs or resource.param("network_namespace") is not None
