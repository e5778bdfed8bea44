"""From a deployment that is there to its description: names, addresses and resources stay. What cannot stay
is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from hadoctor.facts import Facts, Unknown
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.subject import Input, Subject
from hadoctor.generate.read import LONGEST_NAME, MOST_VERSION
from hadoctor.generate.read_addresses import ID
from hadoctor.generate.start_resources import resources
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodes import Node
from hadoctor.model.pacemaker.pacemaker import Pacemaker

_KEPT = frozenset(
    "totem.version totem.cluster_name totem.config_version totem.transport totem.secauth"
    " totem.crypto_cipher totem.crypto_hash totem.clear_node_high_bit totem.rrp_mode totem.ip_version"
    " quorum.provider quorum.two_node quorum.wait_for_all quorum.expected_votes"
    " quorum.auto_tie_breaker quorum.auto_tie_breaker_node".split()
)
"""What is written anew from what the cluster is."""
_SECTIONS = ("totem.", "quorum.")


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
    lost: list[str] = []
    for subject in subjects:
        if isinstance(subject, Input):
            lost.append(f"{subject.path}: {subject.error}")
            continue
        found = subject.facts.get(Corosync)
        if isinstance(found, Corosync) and found.nodes and subject.language != "node":
            if corosync is None:
                corosync, facts = found, subject.facts
            elif found.source.name != corosync.source.name:
                lost.append(f"{found.source.name}: another cluster")
        cib = subject.facts.get(Pacemaker)
        if pacemaker is None and isinstance(cib, Pacemaker):
            pacemaker = cib
    if corosync is None:
        return "there is no corosync.conf with a nodelist"
    data: dict[str, Any] = {"cluster": {"name": _name(corosync, lost)}}
    before = corosync.number("totem.config_version") or 0
    if 0 < before < MOST_VERSION:
        data["cluster"]["config_version"] = before + 1
    data["nodes"] = [_node(number, node, facts, lost) for number, node in enumerate(corosync.nodes)]
    if corosync.text("quorum.device.model") == "net":
        data["quorum"] = {"device": corosync.text("quorum.device.net.host") or ""}
    _settings(corosync, lost)
    if pacemaker is not None:
        data.update(resources(pacemaker, lost))
    return Start(data, tuple(lost))


def _name(corosync: Corosync, lost: list[str]) -> str:
    name = corosync.text("totem.cluster_name") or ""
    if ID.fullmatch(name) and len(name) <= LONGEST_NAME:
        return name
    if name:
        lost.append(
            f"the name '{name}' of the cluster: a letter, then letters, digits, '_', '-' and '.'"
        )
    return "cluster"


def _settings(corosync: Corosync, lost: list[str]) -> None:
    if corosync.transport not in ("knet", ""):
        lost.append(f"transport {corosync.transport}: knet encrypts, and has several links")
    elif not corosync.crypto.encrypted:
        lost.append("traffic without encryption: --authkey makes a key")
    for path, entry in corosync.cmap.entries.items():
        deep = path.count(".") > 1
        if path.startswith(_SECTIONS) and path not in _KEPT and not deep:
            lost.append(f"{path} {entry.text}")


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
        lost.append(f"'{node.label}' as the name of a node: it is {name}")
    return {"name": name, "id": node.nodeid or number + 1, "addresses": addresses}
