"""What is known about the agent of a resource, and what a resource is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hadoctor.model.pacemaker.agents import Agent
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.model.pacemaker.settings import Setting

ADDRESSES = frozenset({"IPaddr", "IPaddr2", "IPv6addr"})
"""Agents of ocf:heartbeat that hold an address."""
DATA = frozenset(
    "Filesystem LVM LVM-activate ZFS mdraid Raid1 drbd pgsql pgsqlms mysql mariadb galera oracle db2"
    " SAPHana SAPHanaController SAPDatabase SAPInstance sybaseASE redis exportfs iSCSILogicalUnit"
    " VirtualDomain Xen lxc slapd".split()
)
"""Agents whose resource must not be active on two nodes at once, or data are lost."""
GUESTS = frozenset({"VirtualDomain", "Xen", "lxc", "docker", "podman"})


def known(resource: Resource) -> Agent | None:
    """The facts about its agent; None: nothing is known."""
    return resource.facts


def is_agent(resource: Resource, *names: str) -> bool:
    """Whether its agent is one of these: ocf:heartbeat:IPaddr2."""
    return resource.agent is not None and resource.agent.name in names


def is_address(resource: Resource) -> bool:
    agent = resource.agent
    return agent is not None and agent.provider == "heartbeat" and agent.type in ADDRESSES


def has_data(resource: Resource) -> bool:
    return resource.agent is not None and resource.agent.type in DATA


def parameters(resources: Iterable[Resource]) -> Iterator[tuple[Resource, Setting]]:
    """Every parameter as written, with the first resource that has it: those of a template once."""
    yield from _once((r, s) for r in resources for s in r.own_params.all)


def _once(
    found: Iterable[tuple[Resource, Setting]],
) -> Iterator[tuple[Resource, Setting]]:
    seen: set[int] = set()
    for resource, setting in found:
        if id(setting.pair) not in seen:
            seen.add(id(setting.pair))
            yield resource, setting


def plain(setting: Setting | None) -> str:
    """The text of a setting, empty where there is none."""
    return (setting.value if setting is not None else None) or ""


def passive(resource: Resource) -> bool:
    """Whether the cluster does not run it: stopped, unmanaged or in maintenance on purpose."""
    return resource.passive


def dangling(resource: Resource) -> bool:
    """Whether some of its parameters are said to stand elsewhere, and are not there."""
    written = list(resource.element.all("instance_attributes"))
    if resource.template is not None:
        written += resource.template.all("instance_attributes")
    elif resource.element.get("template"):
        return True
    return len(written) != len(resource.own_params.sets)
