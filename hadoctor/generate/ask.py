"""The description by questions, with defaults from what is known of this node. A question is asked again
until the value fits; the description as a whole is read and judged as any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from hadoctor.facts.interfaces import Local
from hadoctor.generate.description import FIREWALLS, TRANSPORTS
from hadoctor.generate.values import is_address
from hadoctor.model.address import parse

Ask = Callable[[str, str], str]
"""A question and its default; gives the answer."""
Data = dict[str, Any]
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_HOST = re.compile(r"[A-Za-z0-9.-]+")
_AGENT = re.compile(r"(?:systemd|lsb|service):\S+|ocf:[^\s:]+:\S+")
_FENCE = re.compile(r"fence_\w+|none")
NO_FENCING = "a node that hangs is not switched off, and what it and another both write is damaged"


class Known(NamedTuple):
    """Of this node."""

    name: str = ""
    addresses: tuple[Local, ...] = ()
    firewall: str = "none"


def ask_all(ask: Ask, known: Known) -> Data:
    """The description as TOML has it. An empty answer takes the default; for lists it ends them."""
    cluster: Data = {"name": _until(ask, "name of the cluster", "cluster", _ID.fullmatch)}
    transport = _until(ask, f"transport, {_or(TRANSPORTS)}", "knet", TRANSPORTS.__contains__)
    if transport != "knet":
        cluster["transport"] = transport
    nodes = _nodes(ask, known, 8 if transport == "knet" else 1)
    found: Data = {"cluster": cluster, "nodes": nodes}
    if len(nodes) % 2 == 0:
        question = "host of a quorum device outside of the cluster (empty: none)"
        device = _until(ask, question, "", lambda text: not text or _HOST.fullmatch(text))
        if device:
            found["quorum"] = {"device": device}
    addresses = _addresses(ask, known)
    if addresses:
        found["addresses"] = addresses
    found["fencing"] = _fencing(ask, [str(node["name"]) for node in nodes])
    question = f"firewall, {_or(FIREWALLS)}"
    found["host"] = {"firewall": _until(ask, question, known.firewall, FIREWALLS.__contains__)}
    if found["host"]["firewall"] != "none":
        text = ask("open for everybody, with blanks between", "tcp/22")
        found["host"]["open"] = text.replace(",", " ").split()
    return found


def _until(ask: Ask, question: str, default: str, fits: Callable[[str], object]) -> str:
    while True:
        answer = ask(question, default)
        if fits(answer):
            return answer
        question = f"'{answer}' does not do; {question.rpartition(' does not do; ')[2]}"


def _or(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}"


def _nodes(ask: Ask, known: Known, most: int) -> list[Data]:
    nodes: list[Data] = []
    own = [str(one.literal) for one in known.addresses[:most]]
    while True:
        number = len(nodes) + 1
        more = " (empty: no more)" if number > 2 else ""
        default = known.name if number == 1 else "" if number > 2 else f"node{number}"
        question = f"name of node {number}{more}"
        name = _until(
            ask,
            question,
            default,
            _HOST.fullmatch if number <= 2 else lambda text: not text or _HOST.fullmatch(text),
        )
        if not name:
            return nodes
        example = ", ".join(own) if number == 1 else ""
        text = _until(
            ask,
            f"addresses of '{name}', one for each link, with commas between",
            example,
            lambda text: all(map(is_address, _listed(text))) and _listed(text),
        )
        nodes.append({"name": name, "addresses": _listed(text)})


def _listed(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word]


def _addresses(ask: Ask, known: Known) -> list[Data]:
    found: list[Data] = []
    question = "floating address, as 10.0.0.100 or 10.0.0.100/24 (empty: no more)"
    while ip := _until(ask, question, "", lambda text: not text or _is_floating(text)):
        address, slash, prefix = ip.partition("/")
        name = _until(ask, "its name", f"vip{len(found) + 1 if found else ''}", _ID.fullmatch)
        one: Data = {"name": name, "ip": address}
        if slash:
            one["prefix"] = int(prefix)
        elif (length := _length(address, known)) is not None:
            one["prefix"] = length
        one["services"] = services = []
        question_ = "agent of a service that goes with it, as systemd:haproxy (empty: no more)"
        while agent := _until(ask, question_, "", lambda text: not text or _AGENT.fullmatch(text)):
            default = re.sub(r"[^\w.-]", "-", agent.rpartition(":")[2])
            services.append(
                {"name": _until(ask, "its name", default, _ID.fullmatch), "agent": agent}
            )
        found.append(one)
    return found


def _is_floating(text: str) -> bool:
    address, slash, prefix = text.partition("/")
    return is_address(address) and (not slash or re.fullmatch(r"[0-9]{1,3}", prefix) is not None)


def _length(address: str, known: Known) -> int | None:
    """The prefix of the host's network in which the address is."""
    literal = parse(address)
    for one in known.addresses:
        if one.network.holds(literal):
            return one.length
    return None


def _fencing(ask: Ask, names: list[str]) -> Data:
    question = f"fence agent, as fence_ipmilan; or none, which means: {NO_FENCING}"
    while True:
        agent = _until(ask, question, "", _FENCE.fullmatch)
        if agent != "none":
            break
        if ask("without fencing, then? yes or no", "no") in ("y", "yes"):
            return {"agent": "none"}
    nodes: Data = {}
    for name in names:
        text = ask(f"parameters of the device of '{name}', as ip=10.0.9.1 username=x", "")
        pairs = (word.partition("=") for word in text.split())
        nodes[name] = {key: value for key, _, value in pairs if key}
    return {"agent": agent, "nodes": nodes}
