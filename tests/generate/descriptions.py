"""Random descriptions, as data for TOML: sound ones, and ones with a mistake in them."""

from __future__ import annotations

import random
from typing import Any

AGENTS = {
    "fence_ipmilan": {"ip": "10.9.0.{}", "username": "admin", "password": "s e-cret"},
    "fence_virsh": {"ip": "10.9.0.9", "username": "root", "plug": "vm{}"},
    "fence_xvm": {},
    "fence_apc": {"ip": "10.9.0.7", "username": "apc", "password": "x", "plug": "{}"},
}
SERVICES = (
    {"agent": "systemd:haproxy"},
    {"agent": "ocf:heartbeat:Dummy"},
    {"agent": "ocf:heartbeat:nginx", "parameters": {"configfile": "/etc/nginx/nginx.conf"}},
    {"agent": "systemd:postgresql@15-main", "name": "db"},
)
FIREWALLS = ("none", "ufw", "firewalld", "nftables", "iptables")


def sound(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    family = dice.choice((4, 4, 6))
    transport = dice.choice(("knet", "knet", "knet", "udpu"))
    links = dice.randint(1, 3) if transport == "knet" else 1
    count = dice.choice((2, 2, 3, 4, 5, 8))
    names = [dice.choice(("node", "db-", "n")) + str(n) for n in range(1, count + 1)]
    names = [f"{name}.example.org" for name in names] if dice.random() < 0.2 else names
    nodes: list[dict[str, Any]] = [
        {"name": name, "addresses": [_address(family, link, n) for link in range(links)]}
        for n, name in enumerate(names, 1)
    ]
    if dice.random() < 0.3:
        for n, node in enumerate(nodes):
            node["id"] = 10 * (n + 1)
    data: dict[str, Any] = {"cluster": {"name": dice.choice(("web", "sap-prod", "c1"))}}
    if transport != "knet":
        data["cluster"]["transport"] = transport
    elif dice.random() < 0.1:
        data["cluster"]["encryption"] = False
    data["nodes"] = nodes
    if dice.random() < 0.2:
        data["quorum"] = {"device": "qnetd.example.org"}
    data["addresses"] = [_floating(dice, family, n) for n in range(dice.randint(0, 2))]
    data["fencing"] = _fencing(dice, names)
    data["host"] = {"firewall": dice.choice(FIREWALLS), "open": ["tcp/22", "tcp/443"]}
    if dice.random() < 0.5:
        data["host"]["time_servers"] = ["192.0.2.1", "ntp.example.org"]
    elif dice.random() < 0.2:
        data["host"]["time"] = "none"
    return {key: value for key, value in data.items() if value}


def _address(family: int, link: int, number: int) -> str:
    return f"10.{link}.0.{number}" if family == 4 else f"fd00:{link}::{number:x}"


def _floating(dice: random.Random, family: int, number: int) -> dict[str, Any]:
    one: dict[str, Any] = {"name": f"vip{number}", "ip": _address(family, 0, 100 + number)}
    if dice.random() < 0.5:
        one["prefix"] = 24 if family == 4 else 64
    if dice.random() < 0.3:
        one["nic"] = "eth0"
    # One of each: two of them may not have the same files.
    service = SERVICES[(number + dice.randrange(2) * 2) % 4]
    one["services"] = [{**service, "name": f"s{number}"}] if dice.random() < 0.9 else []
    if dice.random() < 0.1:
        one["group"] = f"web{number}"
    return one


def _fencing(dice: random.Random, names: list[str]) -> dict[str, Any]:
    agent = dice.choice([*AGENTS, "none"])
    if agent == "none":
        return {"agent": "none"}
    nodes = {
        name: {key: value.format(n) for key, value in AGENTS[agent].items()}
        for n, name in enumerate(names, 1)
    }
    return {"agent": agent, "nodes": nodes}
