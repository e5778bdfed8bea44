"""Who looks after the rules of a node: what ufw and firewalld say of themselves, and traces in the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.model.firewall import words
from hadoctor.model.firewall.ruleset import Rule, RuleSet, Table
from hadoctor.model.network import BITS

_TRACES = {
    # manager: the beginnings of the names of its tables and chains
    "firewalld": ("firewalld", "INPUT_ZONES", "IN_public"),
    "ufw": ("ufw-before-input", "ufw6-before-input"),
    "docker": ("DOCKER", "docker-"),
    "libvirt": ("LIBVIRT_", "libvirt_network"),
    "kubernetes": ("KUBE-", "kube-proxy", "cali-", "CILIUM_"),
    "fail2ban": ("f2b-",),
    "crowdsec": ("crowdsec", "CROWDSEC_CHAIN"),
    "shorewall": ("shorewall",),
}
_ENGINES = ("docker", "libvirt", "kubernetes", "fail2ban", "crowdsec", "shorewall")
"""They make their rules anew, before those of others."""


def managers(ruleset: RuleSet) -> tuple[str, ...]:
    """The programs that have put tables or chains of theirs into the rules."""
    names = {t.name for t in ruleset.tables} | {n for t in ruleset.tables for n in t.chains}
    return tuple(
        manager
        for manager, begins in _TRACES.items()
        if any(name.startswith(begins) for name in names)
    )


_SCOPE = re.compile(r"(?:filter_)?(IN|OUT)_(policy_)?(.+?)(_pre|_log|_deny|_allow|_post)?")
_PRIORITY = {"_pre": -32768, "_deny": -1}
"""Of a rich rule that comes before those of a part of a zone: firewalld.richlanguage(5)."""


class Keeper(NamedTuple):
    """With what a rule that blocks is to be met."""

    tool: str
    """ufw, firewalld, nft, iptables, ip6tables, iptables-legacy or ip6tables-legacy."""
    first: bool = False
    """An explicit rule blocks: a new one has to stand before it."""
    hopeless: str = ""
    """Why no rule of this manager could help."""
    scope: str = ""
    """firewalld: where it is blocked, if the rule tells: `--zone=public` or `--policy=NAME`."""
    priority: int = 0
    """firewalld: of a rich rule that comes before the one that blocks."""


def table_of(ruleset: RuleSet, rule: Rule) -> Table | None:
    """The table of a rule. iptables and its legacy kind both have a table `ip filter`, and may have the
    same rule in it."""
    rules = ((t, r) for t in ruleset.tables for c in t.chains.values() for r in c.rules)
    return next((table for table, one in rules if one is rule), None)


def keeper(table: Table, rule: Rule) -> Keeper:
    """Who has to let a packet pass that this rule, or this policy of a chain, blocks."""
    engine = _engine(table, rule)
    if engine:
        return Keeper(table.tool, hopeless=f"it is a rule of {engine}, which makes its rules anew")
    if table.name.startswith("firewalld_"):
        return Keeper(
            "firewalld", hopeless="firewalld lets nothing pass (panic mode, or it starts)"
        )
    if table.name == "firewalld" or "INPUT_ZONES" in table.chains:
        found = _firewalld(table, rule)
        if found:
            return found
    if any(name.startswith(_TRACES["ufw"]) for name in table.chains):
        if rule.number == 0 or rule.chain.startswith(("ufw-user", "ufw6-user", "ufw-skip")):
            return Keeper("ufw", first=rule.number != 0)
        if rule.chain.startswith(("ufw-reject", "ufw6-reject", "ufw-after", "ufw6-after")):
            return Keeper("ufw")
        if rule.chain.startswith(("ufw", "ufw6")):
            return Keeper("ufw", hopeless="it comes before the rules that 'ufw allow' makes")
    return Keeper(table.tool, first=True)


def _firewalld(table: Table, rule: Rule) -> Keeper | None:
    """None: with its iptables backend, rules of others may stand in the same tables."""
    found = _SCOPE.fullmatch(rule.chain)
    if found and (found[2] or found[1] == "IN"):
        scope = f"--{'policy' if found[2] else 'zone'}={found[3]}"
        return Keeper("firewalld", scope=scope, priority=_PRIORITY.get(found[4], 0))
    last = rule.chain in ("filter_INPUT", "INPUT") and "reject" in rule.text.lower()
    if last or rule.number == 0:
        return Keeper("firewalld")
    if table.name == "firewalld":
        return Keeper("firewalld", hopeless="it comes before the zones, or it is no zone's")
    return None


def _engine(table: Table, rule: Rule) -> str:
    """The program that has made a rule and its chain, if it is one that does so again and again."""
    for engine in _ENGINES:
        if table.name.startswith(_TRACES[engine]) or rule.chain.startswith(_TRACES[engine]):
            return engine
    return ""


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

    None where a zone has sources that are no addresses (sets, hardware addresses): it is not certain then.
    """
    for zone in known:
        for text in zone.sources:
            spans = {family: _network(text, family) for family in (4, 6)}
            span = spans[source.family]
            if spans[4] is None and spans[6] is None:
                return None
            if span and span[0] <= source.value <= span[1]:
                return zone
    by_interface = next((z for z in known if interface in z.interfaces), None)
    return by_interface or next((z for z in known if z.default), None)


def _network(text: str, family: int) -> tuple[int, int] | None:
    address, _, length = text.partition("/")
    return words.network(address, length or str(BITS[family]), family)
