"""The lab's own opinion of whether a cluster is sound, from what the cluster's tools say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .inside import LabError

if TYPE_CHECKING:
    from .node import Node
    from .plan import Plan

LIMIT = 5.0


def problems(plan: Plan, nodes: Sequence[Node]) -> list[str]:
    """What is not as it should be, as "NODE: what"; empty when the cluster is sound."""
    found: list[str] = []
    coordinators = set()
    for node in nodes:
        try:
            checks = [*_corosync(plan, node)]
            if not checks and plan.pacemaker:
                status = _status(node)
                checks = [*_pacemaker(plan, status)]
                coordinator = status.find("summary/current_dc")
                if coordinator is not None:
                    coordinators.add(coordinator.get("name"))
            if plan.full:
                checks += _units(plan, node)
        except LabError as error:
            checks = [str(error).removeprefix(f"{node.name}: ")]
        found += [f"{node.name}: {check}" for check in checks]
    if len(coordinators) > 1:
        found.append(f"several coordinators: {', '.join(sorted(map(str, coordinators)))}")
    return found


def _corosync(plan: Plan, node: Node) -> Iterator[str]:
    quorum = node.run("corosync-quorumtool", "-s", timeout=LIMIT)
    if quorum.code != 0:
        yield f"corosync-quorumtool -s: exit code {quorum.code}: {quorum.err.strip()}"
        return
    if not re.search(r"^Quorate:\s+Yes$", quorum.out, re.MULTILINE):
        yield "not quorate"
    members = re.search(r"^Nodes:\s+(\d+)$", quorum.out, re.MULTILINE)
    if members is None or int(members[1]) != plan.nodes:
        yield f"{members[1] if members else 'unknown number of'} members of {plan.nodes}"
    links = node.run("corosync-cfgtool", "-s", timeout=LIMIT)
    if links.code != 0:
        yield f"corosync-cfgtool -s: exit code {links.code}: {links.err.strip()}"
    elif plan.transport == "knet":
        good = len(re.findall(r"^\s*nodeid:\s+\d+:\s+connected$", links.out, re.MULTILINE))
        if good != (plan.nodes - 1) * plan.links:
            yield f"{good} connected links of {(plan.nodes - 1) * plan.links}"


def _status(node: Node) -> ET.Element:
    shown = node.run("crm_mon", "--one-shot", "--output-as=xml", timeout=LIMIT)
    if shown.code != 0:
        raise LabError(
            f"crm_mon: exit code {shown.code}: {(shown.err or shown.out).strip()[-200:]}"
        )
    return ET.fromstring(shown.out)


def _pacemaker(plan: Plan, status: ET.Element) -> Iterator[str]:
    coordinator = status.find("summary/current_dc")
    if coordinator is None or coordinator.get("present") != "true":
        yield "no coordinator"
    elif coordinator.get("with_quorum") != "true":
        yield "Pacemaker has no quorum"
    online = 0
    for member in status.iterfind("nodes/node"):
        bad = "standby standby_onfail maintenance pending unclean shutdown".split()
        flags = [flag for flag in bad if member.get(flag) == "true"]
        if member.get("online") != "true":
            flags.insert(0, "offline")
        if not flags:
            online += 1
        else:
            yield f"node {member.get('name')} is {' '.join(flags)}"
    if online != plan.nodes:
        yield f"{online} nodes online of {plan.nodes}"
    resources = list(status.iterfind("resources//resource"))
    if not resources:
        yield "no resources"
    for resource in resources:
        if resource.get("target_role", "").lower() != "stopped":
            yield from _resource(resource)
    for failure in status.iterfind("failures/failure"):
        yield f"failed: {failure.get('op_key')} on {failure.get('node')}"


def _resource(resource: ET.Element) -> Iterator[str]:
    name = resource.get("id")
    for flag in ("failed", "blocked", "orphaned"):
        if resource.get(flag) == "true":
            yield f"resource {name} is {flag}"
    if resource.get("active") != "true":
        yield f"resource {name} is {resource.get('role', 'inactive').lower()}"
    elif resource.get("managed") != "true":
        yield f"resource {name} is not managed"


def _units(plan: Plan, node: Node) -> Iterator[str]:
    units = ["corosync"] + ["pacemaker"] * plan.pacemaker
    states = node.run("systemctl", "is-active", *units, timeout=LIMIT).out.split()
    for unit, state in zip(units, states, strict=False):
        if state != "active":
            yield f"{unit} is {state}"
    failed = node.run(
        *("systemctl", "list-units", "--failed", "--plain", "--no-legend"), timeout=LIMIT
    )
    for line in failed.out.splitlines():
        yield f"{line.split()[0]} failed"
