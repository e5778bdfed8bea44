"""What the options of the command line say of a cluster, as the description in TOML has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

Data = dict[str, Any]


class Said(NamedTuple):
    """The options as they were given."""

    name: str | None = None
    nodes: Sequence[str] = ()
    addresses: Sequence[str] = ()
    services: Sequence[str] = ()
    transport: str | None = None
    device: str | None = None
    fencing: str | None = None
    fence_options: Sequence[str] = ()
    firewall: str | None = None


def with_options(data: Data, said: Said) -> Data | str:
    """The description with what the options say; nodes and addresses of the same name are replaced. Or
    which option cannot be read."""
    found = {**data}
    cluster = {"name": said.name, "transport": said.transport}
    _into(found, "cluster", {key: value for key, value in cluster.items() if value})
    for text in said.nodes:
        name, equal, addresses = text.partition("=")
        if not equal:
            return f"--node '{text}' is not NAME=ADDRESS"
        _by_name(found, "nodes", {"name": name, "addresses": addresses.split(",")})
    for text in said.addresses:
        name, equal, ip = text.partition("=")
        ip, slash, prefix = ip.partition("/")
        if not equal or (slash and not (prefix.isascii() and prefix.isdecimal())):
            return f"--address '{text}' is not NAME=IP or NAME=IP/PREFIX"
        length = {"prefix": int(prefix[:9])} if slash else {}
        _by_name(found, "addresses", {"name": name, "ip": ip, **length})
    for text in said.services:
        wrong = _service(found, text)
        if wrong:
            return wrong
    _into(found, "quorum", {"device": said.device} if said.device else {})
    _into(found, "fencing", {"agent": said.fencing} if said.fencing else {})
    for text in said.fence_options:
        wrong = _fence_option(found, text)
        if wrong:
            return wrong
    _into(found, "host", {"firewall": said.firewall} if said.firewall else {})
    return found


def _into(data: Data, key: str, values: Data) -> None:
    if values:
        data[key] = {**data.get(key, {}), **values}


def _by_name(data: Data, key: str, one: Data) -> None:
    before = data.get(key, [])
    known = [old["name"] for old in before]
    if one["name"] in known:
        data[key] = [{**old, **one} if old["name"] == one["name"] else old for old in before]
    else:
        data[key] = [*before, one]


def _service(data: Data, text: str) -> str | None:
    """ADDRESS=AGENT, or ADDRESS=none where there is none."""
    name, equal, agent = text.partition("=")
    if not equal or not agent:
        return f"--service '{text}' is not ADDRESS=AGENT or ADDRESS=none"
    for one in data.get("addresses", []):
        if one["name"] == name:
            more = [] if agent == "none" else [{"agent": agent}]
            _by_name(data, "addresses", {**one, "services": [*one.get("services", []), *more]})
            return None
    return f"--service '{text}': there is no address '{name}'"


def _fence_option(data: Data, text: str) -> str | None:
    """KEY=VALUE for all nodes, NODE:KEY=VALUE for one."""
    key, equal, value = text.partition("=")
    node, colon, own = key.partition(":")
    if not equal:
        return "a --fence-option is not KEY=VALUE or NODE:KEY=VALUE"
    fencing = data.get("fencing", {})
    if not colon:
        common = {**fencing.get("parameters", {}), key: value}
        _into(data, "fencing", {"parameters": common})
        return None
    nodes = fencing.get("nodes", {})
    mine = {**nodes.get(node, {}), own: value}
    _into(data, "fencing", {"nodes": {**nodes, node: mine}})
    return None
