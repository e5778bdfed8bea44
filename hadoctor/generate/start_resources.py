"""The resources of a cluster that is there, as a description has them."""

from __future__ import annotations

from typing import Any

from hadoctor.model.network import BITS
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource

Data = dict[str, Any]
_OWN_PROPERTIES = frozenset(
    "stonith-enabled no-quorum-policy start-failure-is-fatal have-watchdog dc-version"
    " cluster-infrastructure cluster-name last-lrm-refresh maintenance-mode".split()
)
"""What is written anew, what Pacemaker writes by itself, and what is no setting of a sound cluster."""
_ADDRESS = frozenset(("ip", "cidr_netmask", "nic"))


def resources(pacemaker: Pacemaker, lost: list[str]) -> Data:
    """Floating addresses with what is grouped with them, and the fence devices. Whether there is to be no
    fencing is not taken over: that is said anew."""
    addresses: list[Data] = []
    fencing: Data = {}
    own = {one.id for one in pacemaker.fence_devices}
    for top in pacemaker.top:
        if top.kind == "primitive" and top.is_fencing:
            _fence(top, fencing, lost)
        elif (found := _floating(top, lost)) is not None:
            addresses.append(found)
        else:
            lost.append(
                f"resource '{top.id}': only floating addresses and what is grouped with them"
            )
    lost += [
        f"constraint '{one.id}'"
        for one in pacemaker.constraints
        if one.element.get("rsc") not in own
    ]
    lost += [
        f"property {one.name} {one.value}"
        for one in pacemaker.properties
        if one.name not in _OWN_PROPERTIES
    ]
    data: Data = {"addresses": addresses} if addresses else {}
    return {**data, "fencing": fencing} if fencing else data


def _floating(top: Resource, lost: list[str]) -> Data | None:
    if top.kind not in ("primitive", "group"):
        return None
    members = [one for one in top.walk() if one.kind == "primitive"]
    address = [one for one in members if _is_address(one)]
    if len(address) != 1 or any(one.agent is None for one in members):
        return None
    found = _address(address[0], lost)
    if top.kind == "primitive":
        # What goes with it is not known, and asked for.
        return found
    if members[0] is not address[0]:
        lost.append(f"the order in group '{top.id}': the address is first")
    services = [_service(one, lost) for one in members if one is not address[0]]
    return {**found, "group": top.id, "services": services}


def _is_address(resource: Resource) -> bool:
    return resource.agent is not None and resource.agent.name.endswith((":IPaddr2", ":IPaddr"))


def _parameters(resource: Resource) -> dict[str, str]:
    return {one.name: one.value for one in resource.own_params if one.value is not None}


def _meta(resource: Resource, lost: list[str]) -> None:
    lost += [f"{one.name} {one.value} of '{resource.id}'" for one in resource.own_meta]


def _address(resource: Resource, lost: list[str]) -> Data:
    given = _parameters(resource)
    found: Data = {"name": resource.id, "ip": given.get("ip", "")}
    prefix = given.get("cidr_netmask", "")
    if prefix.isascii() and prefix.isdecimal():
        whole = int(prefix[:4]) == BITS[6 if ":" in found["ip"] else 4]
        if whole and not given.get("nic"):
            lost.append(
                f"prefix {prefix} of '{resource.id}': it takes that of the network that it is in"
            )
        else:
            found["prefix"] = int(prefix[:4])
    if given.get("nic"):
        found["nic"] = given["nic"]
    lost += [f"{key} {given[key]} of '{resource.id}'" for key in given if key not in _ADDRESS]
    _meta(resource, lost)
    return found


def _service(resource: Resource, lost: list[str]) -> Data:
    _meta(resource, lost)
    agent = resource.agent.name if resource.agent else ""
    found: Data = {"name": resource.id, "agent": agent}
    parameters = _parameters(resource)
    return {**found, "parameters": parameters} if parameters else found


def _fence(resource: Resource, fencing: Data, lost: list[str]) -> None:
    agent = (resource.agent.name if resource.agent else "").partition(":")[2]
    given = _parameters(resource)
    name = given.pop("pcmk_host_list", "")
    if not name or " " in name or "," in name or fencing.get("agent", agent) != agent:
        lost.append(f"fence device '{resource.id}': there is one of its own for each node")
        return
    if resource.id != f"fence-{name}":
        lost.append(f"the name of fence device '{resource.id}': it is fence-{name}")
    for key in [key for key in given if key.startswith("pcmk_host")]:
        lost.append(f"{key} of '{resource.id}'")
        del given[key]
    fencing["agent"] = agent
    fencing.setdefault("nodes", {})[name] = given
