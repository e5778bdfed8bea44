"""Who looks after the rules of a node: what ufw and firewalld say of themselves, and traces in the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.model.firewall import words
from hadoctor.model.firewall.ruleset import Rule, RuleSet, Table

_TRACES = {
    # manager: the beginnings of the names of its tables and chains
    "firewalld": ("firewalld", "INPUT_ZONES", "IN_public"),
    "ufw": ("ufw-before-input", "ufw6-before-input"),
    "docker": ("DOCKER", "docker-"),
    "libvirt": ("LIBVIRT_", "libvirt_network"),
    "kubernetes": ("KUBE-", "kube-proxy", "cali-", "CILIUM_"),
    "fail2ban": ("f2b-",),
    "shorewall": ("shorewall",),
}


def managers(ruleset: RuleSet) -> tuple[str, ...]:
    """The programs that have put tables or chains of theirs into the rules."""
    names = {t.name for t in ruleset.tables} | {n for t in ruleset.tables for n in t.chains}
    return tuple(
        manager
        for manager, begins in _TRACES.items()
        if any(name.startswith(begins) for name in names)
    )


class Keeper(NamedTuple):
    """With what a rule that blocks is to be met."""

    tool: str
    """ufw, firewalld, nft, iptables, ip6tables, iptables-legacy or ip6tables-legacy."""
    first: bool = False
    """An explicit rule blocks: a new one has to stand before it."""
    hopeless: str = ""
    """Why no rule of this manager could help."""


def keeper(ruleset: RuleSet, rule: Rule) -> Keeper:
    """Who has to let a packet pass that this rule (or policy) blocks."""
    table = next((t for t in ruleset.tables if _has(t, rule)), None)
    if table is None:
        return Keeper("", hopeless="the rule is not of these tables")
    if table.name == "firewalld":
        return Keeper("firewalld", first="_deny" in rule.chain)
    if any(name.startswith(_TRACES["ufw"]) for name in table.chains):
        if rule.number == 0 or rule.chain.startswith(("ufw-user", "ufw6-user", "ufw-skip")):
            return Keeper("ufw", first=rule.number != 0)
        if rule.chain.startswith(("ufw-reject", "ufw6-reject", "ufw-after", "ufw6-after")):
            return Keeper("ufw")
        if rule.chain.startswith(("ufw", "ufw6")):
            return Keeper("ufw", hopeless="it comes before the rules that 'ufw allow' makes")
    return Keeper(table.tool, first=True)


def _has(table: Table, rule: Rule) -> bool:
    """Whether a rule is of a table. iptables and its legacy kind both have a table `ip filter`."""
    chain = table.chains.get(rule.chain)
    return (
        table.label == rule.table
        and chain is not None
        and (rule.number == 0 or any(r is rule or r == rule for r in chain.rules))
    )


class Ufw(NamedTuple):
    """`ufw status verbose`."""

    active: bool
    incoming: str = ""
    """What happens without a rule: allow, deny or reject."""
    outgoing: str = ""


def ufw(text: str) -> Ufw | None:
    status = re.search(r"^Status: (\w+)", text, re.MULTILINE)
    if not status:
        return None
    default = re.search(r"^Default: (\w+) \(incoming\), (\w+) \(outgoing\)", text, re.MULTILINE)
    incoming, outgoing = default.groups() if default else ("", "")
    return Ufw(status[1] == "active", incoming, outgoing)


class Zone(NamedTuple):
    """A zone by `firewall-cmd --list-all-zones`."""

    name: str
    target: str = "default"
    interfaces: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    rich: tuple[str, ...] = ()
    default: bool = False


def zones(text: str, default: str = "") -> tuple[Zone, ...]:
    """`default`: by `firewall-cmd --get-default-zone`; newer releases mark it in the list, too."""
    found: list[Zone] = []
    in_rich = False
    for line in text.split("\n"):
        if line and not line[0].isspace():
            name, _, marks = line.partition(" ")
            found.append(Zone(name, default=name == default or "default" in marks))
        elif found:
            key, _, value = line.strip().partition(":")
            if in_rich and line.strip().startswith("rule "):
                found[-1] = found[-1]._replace(rich=(*found[-1].rich, line.strip()))
                continue
            in_rich = key == "rich rules"
            found[-1] = _with(found[-1], key, value.strip())
    return tuple(found)


def _with(zone: Zone, key: str, value: str) -> Zone:
    several = tuple(value.split())
    if key == "target":
        return zone._replace(target=value)
    if key == "interfaces":
        return zone._replace(interfaces=several)
    if key == "sources":
        return zone._replace(sources=several)
    if key == "services":
        return zone._replace(services=several)
    return zone._replace(ports=several) if key == "ports" else zone


def zone_of(known: Sequence[Zone], interface: str, source: Literal) -> Zone | None:
    """The zone that a packet is judged in: by its source first, then by its interface, else the default.

    None where a zone has sources that are not written as addresses: then it is not certain.
    """
    for zone in known:
        for text in zone.sources:
            address, _, length = text.partition("/")
            bits = length or ("32" if source.family == 4 else "128")
            span = words.network(address, bits, source.family)
            if span is None and ":" not in text and not text[:1].isdigit():
                return None
            if span and span[0] <= source.value <= span[1]:
                return zone
    by_interface = next((z for z in known if interface in z.interfaces), None)
    return by_interface or next((z for z in known if z.default), None)
