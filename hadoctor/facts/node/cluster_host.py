"""This host as the packets of the cluster see it, and the rules that they meet there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts import Facts, Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.firewall import Firewall
from hadoctor.facts.node.here import Here, preferred
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.routes import Routes
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.ruleset import RuleSet
from hadoctor.model.firewall.traffic import Host


class Crossing(NamedTuple):
    """Where the cluster's packets meet the firewall of this node."""

    rules: RuleSet
    host: Host | Unknown
    """Unknown: corosync runs here under an address or name that nothing here tells."""

    @staticmethod
    def derived(facts: Facts) -> Crossing | Unknown:
        """Everything that asks for it gets the same: to read a large set of rules takes a while."""
        corosync, firewall = facts.get(Corosync), facts.get(Firewall)
        interfaces, identity = facts.get(Interfaces), facts.get(Identity)
        names = facts.get(Names)
        if isinstance(corosync, Unknown):
            return corosync
        if isinstance(firewall, Unknown):
            return firewall
        if isinstance(interfaces, Unknown):
            return interfaces
        if isinstance(identity, Unknown):
            return identity
        if isinstance(names, Unknown):
            return names
        host = cluster_host(corosync, interfaces, identity, names, facts.get(Routes))
        return Crossing(firewall.rules(), host)


def cluster_host(
    corosync: Corosync,
    interfaces: Interfaces,
    identity: Identity,
    names: Names,
    routes: Routes | Unknown,
) -> Host | Unknown:
    here = Here(interfaces, identity, names)
    node = here.node(corosync)
    if node is None:
        return Unknown("which node this is")
    if isinstance(node, Unknown):
        return node
    resolved = {}
    for name in _names(corosync):
        literals = here.resolved(name.text)
        found = None if isinstance(literals, Unknown) else preferred(literals, corosync.families)
        if found is not None:
            resolved[name.text] = found
    return Host(
        node,
        {a.literal: a.interface for a in interfaces.addresses},
        resolved,
        {} if isinstance(routes, Unknown) else dict(_returns(routes)),
    )


def nameless(corosync: Corosync, host: Host) -> tuple[str, ...]:
    """The names of the nodelist whose addresses are not known: what is sent to them is not judged."""
    return tuple(dict.fromkeys(e.text for e in _names(corosync) if e.text not in host.names))


def _names(corosync: Corosync) -> Iterator[Name]:
    for link in corosync.links:
        for member in link.members:
            if isinstance(member.address, Name):
                yield member.address


def _returns(routes: Routes) -> Iterator[tuple[tuple[Literal, Literal], str]]:
    for route in routes.routes:
        own, peer = parse(route.own), parse(route.peer)
        if route.interface and isinstance(own, Literal) and isinstance(peer, Literal):
            yield (own, peer), route.interface
