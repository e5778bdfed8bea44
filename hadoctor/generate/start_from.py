"""From a deployment that is there to its description: names, addresses and resources stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from hadoctor.facts import Facts, Unknown
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.subject import Input, Subject
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource


class Start(NamedTuple):
    data: dict[str, Any]
    """As a description in TOML has it."""
    lost: tuple[str, ...]
    """What is there and not kept."""


def start_from(subjects: Iterable[Subject | Input]) -> Start | str:
    """Or why nothing can be made of it."""
    corosync: Corosync | None = None
    pacemaker: Pacemaker | None = None
    facts = Facts({})
    for subject in subjects:
        if isinstance(subject, Input):
            continue
        found = subject.facts.get(Corosync)
        if corosync is None and isinstance(found, Corosync) and found.nodes:
            corosync, facts = found, subject.facts
        cib = subject.facts.get(Pacemaker)
        if pacemaker is None and isinstance(cib, Pacemaker):
            pacemaker = cib
    if corosync is None:
        return "there is no corosync.conf with a nodelist"
    lost: list[str] = []
    nodes = [_node(number, node, facts, lost) for number, node in enumerate(corosync.nodes)]
    data: dict[str, Any] = {
        "cluster": {"name": (corosync.text("totem.cluster_name") or "cluster")[:15]},
        "nodes": nodes,
    }
    if corosync.text("quorum.device.model") == "net":
        data["quorum"] = {"device": corosync.text("quorum.device.net.host") or ""}
    if corosync.transport not in ("knet", ""):
        lost.append(f"transport {corosync.transport}: knet encrypts, and has several links")
    resources = _resources(pacemaker, lost) if pacemaker is not None else {}
    return Start({**data, **resources}, tuple(lost))


def _node(number: int, node: Node, facts: Facts, lost: list[str]) -> dict[str, Any]:
    hosts = facts.get(Hosts)
    addresses = []
    for entry in node.addresses.values():
        literal = parse(entry.text)
        if not isinstance(literal, Literal) and not isinstance(hosts, Unknown):
            lines = [m.literal for m in hosts.mappings(entry.text) if not m.literal.loopback]
            literal = lines[0] if lines else None
        if isinstance(literal, Literal):
            addresses.append(str(literal))
        else:
            lost.append(f"the address of '{entry.text}', which nothing here tells")
    name = node.name.text if node.name else node.label
    if isinstance(parse(name), Literal):
        name = f"node{number + 1}"
    return {"name": name, "id": node.nodeid or number + 1, "addresses": addresses}


def _resources(pacemaker: Pacemaker, lost: list[str]) -> dict[str, Any]:
    addresses: list[dict[str, Any]] = []
    fencing: dict[str, Any] = {}
    for top in pacemaker.top:
        members = [one for one in top.walk() if one.kind == "primitive"]
        if top.kind == "primitive" and top.is_fencing:
            _fence(top, fencing, lost)
            continue
        first = members[0] if members else None
        if first is None or top.kind not in ("primitive", "group") or not _is_address(first):
            lost.append(
                f"resource '{top.id}': only floating addresses and what is grouped with them"
            )
            continue
        found = _address(first)
        services = [_service(one) for one in members[1:]]
        addresses.append({**found, "services": services} if services else found)
    for constraint in pacemaker.constraints:
        if not constraint.id.startswith("fence-"):
            lost.append(f"constraint '{constraint.id}'")
    return {"addresses": addresses, "fencing": fencing or {"agent": "none"}}


def _is_address(resource: Resource) -> bool:
    return resource.agent is not None and resource.agent.name.endswith((":IPaddr2", ":IPaddr"))


def _parameters(resource: Resource) -> dict[str, str]:
    return {
        setting.name: setting.value
        for setting in resource.own_params
        if setting.value is not None and setting.name
    }


def _address(resource: Resource) -> dict[str, Any]:
    given = _parameters(resource)
    found: dict[str, Any] = {"name": resource.id, "ip": given.get("ip", "")}
    if given.get("cidr_netmask", "").isdecimal():
        found["prefix"] = int(given["cidr_netmask"])
    if given.get("nic"):
        found["nic"] = given["nic"]
    return found


def _service(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": resource.id,
        "agent": resource.agent.name if resource.agent else "",
    }
    parameters = _parameters(resource)
    return {**found, "parameters": parameters} if parameters else found


def _fence(resource: Resource, fencing: dict[str, Any], lost: list[str]) -> None:
    agent = (resource.agent.name if resource.agent else "").partition(":")[2]
    given = _parameters(resource)
    name = given.pop("pcmk_host_list", "")
    if not name or " " in name or "," in name or fencing.get("agent", agent) != agent:
        lost.append(f"fence device '{resource.id}': a device for each node is written")
        return
    fencing["agent"] = agent
    fencing.setdefault("nodes", {})[name] = given
