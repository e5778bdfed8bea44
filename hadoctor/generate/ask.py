"""The description by questions, with defaults from what is known of this node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Ask = Callable[[str, str], str]
"""A question and its default; gives the answer."""


class Known(NamedTuple):
    """Of this node."""

    name: str = ""
    addresses: tuple[str, ...] = ()
    firewall: str = "none"


def ask_all(ask: Ask, known: Known) -> dict[str, Any]:
    """The description as TOML has it. An empty answer takes the default; for lists it ends them."""
    cluster: dict[str, Any] = {
        "name": ask("name of the cluster (at most 15 characters)", "cluster")
    }
    transport = ask("transport, knet or udpu", "knet")
    if transport != "knet":
        cluster["transport"] = transport
    found: dict[str, Any] = {"cluster": cluster, "nodes": _nodes(ask, known)}
    if len(found["nodes"]) % 2 == 0:
        device = ask("host of a quorum device outside the cluster (empty: none)", "")
        if device:
            found["quorum"] = {"device": device}
    addresses = _addresses(ask)
    if addresses:
        found["addresses"] = addresses
    found["fencing"] = _fencing(ask, [str(node["name"]) for node in found["nodes"]])
    firewall = ask("firewall: ufw, firewalld, nftables, iptables or none", known.firewall)
    found["host"] = {"firewall": firewall}
    return found


def _nodes(ask: Ask, known: Known) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    while True:
        number = len(nodes) + 1
        default = known.name if number == 1 else ""
        more = " (empty: no more)" if number > 2 else ""
        name = ask(f"name of node {number}{more}", default)
        if not name and number > 2:
            return nodes
        own = ", ".join(known.addresses[:1]) if number == 1 else ""
        text = ask(f"addresses of '{name}', one for each link, with commas between", own)
        nodes.append({"name": name, "addresses": [one.strip() for one in text.split(",") if one]})


def _addresses(ask: Ask) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while ip := ask("floating address, as 10.0.0.100/24 (empty: no more)", ""):
        address, _, prefix = ip.partition("/")
        name = ask("its name", "vip" if not found else f"vip{len(found) + 1}")
        one: dict[str, Any] = {"name": name, "ip": address}
        if prefix.isdecimal():
            one["prefix"] = int(prefix)
        services = []
        while agent := ask("agent of a service with it, as systemd:haproxy (empty: no more)", ""):
            services.append({"name": ask("its name", agent.split(":")[-1]), "agent": agent})
        if services:
            one["services"] = services
        found.append(one)
    return found


def _fencing(ask: Ask, names: list[str]) -> dict[str, Any]:
    agent = ask("fence agent, as fence_ipmilan; none: a node that hangs can damage data", "none")
    if agent == "none":
        return {"agent": "none"}
    nodes = {}
    for name in names:
        text = ask(f"parameters of the device of '{name}', as ip=10.0.9.1 username=x", "")
        pairs = (word.partition("=") for word in text.split())
        nodes[name] = {key: value for key, _, value in pairs if key}
    return {"agent": agent, "nodes": nodes}
