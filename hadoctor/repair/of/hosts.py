"""The hosts file gives the nodes the addresses that the nodelist and the interfaces have."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.hosts import Hosts
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.here import Here
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.model.address import Literal, Name, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.hosts_edit import with_lines, without
from hadoctor.model.nodes import Node
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import WriteFile

PATH = "/etc/hosts"


@repairs("NET004", "NET010", "NET011")
def right_addresses(
    need: Need,
    corosync: Corosync,
    hosts: Hosts,
    interfaces: Interfaces,
    identity: Identity,
    names: Names,
) -> Repairs:
    data = need.world.read(PATH)
    if isinstance(data, Unknown) or data != hosts.source.data:
        return
    local = Here(interfaces, identity, names).node(corosync)
    truth: dict[str, Literal] = {}
    unsure: list[str] = []
    for node in corosync.nodes:
        own = not isinstance(local, Unknown) and local is node
        for name in dict.fromkeys(_names(node)):
            found = _address(name, node, corosync, hosts, interfaces if own else None)
            if found is None:
                unsure.append(name)
            else:
                truth[name] = found
    text = hosts.source.text
    wrong = [
        (m.address.text, name)
        for name, right in truth.items()
        for m in hosts.mappings(name)
        if m.literal.family == right.family and not _fits(m.literal, name, right, corosync)
    ]
    tag = f"hadoctor:{need.found[0].code}"
    after = without(text, wrong, tag)
    gone = set(wrong)
    missing = [
        (str(right), name)
        for name, right in truth.items()
        if all((m.address.text, name) in gone for m in hosts.mappings(name))
    ]
    after = with_lines(after, missing, tag)
    told = " ".join(r.finding.message for r in need.found)
    if any(f"'{name}'" in told for name in unsure):
        yield need.protocol(
            "give the nodes their addresses in the hosts file",
            "which address belongs to a node is not known here",
            "on every node, with the addresses of link 0:",
            *(f"$ editor {PATH}    # ADDRESS {name}" for name in unsure),
        )
    elif after != text:
        yield need.repair(
            "give the nodes their own addresses in /etc/hosts",
            WriteFile(PATH, data, after.encode("latin-1")),
            cuts_off=True,
            risk="the other nodes need the same lines; a program that wants 127.0.1.1 would miss it",
        )


def _names(node: Node) -> Iterator[str]:
    for entry in (*node.addresses.values(), *((node.name,) if node.name else ())):
        if isinstance(parse(entry.text), Name) and "%" not in entry.text:
            yield entry.text


def _fits(literal: Literal, name: str, right: Literal, corosync: Corosync) -> bool:
    """Whether a line of the file may stay: the address is one of the node's."""
    if literal.loopback:
        return False
    for node in corosync.nodes:
        theirs = {parse(entry.text) for entry in node.addresses.values()}
        if literal in theirs and name not in _names(node):
            return False
    return literal == right or literal.family != right.family or not _claimed(literal, corosync)


def _claimed(literal: Literal, corosync: Corosync) -> bool:
    return any(
        parse(entry.text) == literal for node in corosync.nodes for entry in node.addresses.values()
    )


def _address(
    name: str, node: Node, corosync: Corosync, hosts: Hosts, interfaces: Interfaces | None
) -> Literal | None:
    """The address that a name of a node should have. `interfaces`: of this host, if it is the node."""
    literals = [parse(entry.text) for entry in node.addresses.values()]
    for literal in literals:
        if isinstance(literal, Literal):
            return literal
    given = {
        m.literal
        for m in hosts.mappings(name)
        if not m.literal.loopback and m.literal.family in corosync.families
    }
    if len(given) == 1:
        return given.pop()
    return None if given or interfaces is None else _own(corosync, hosts, interfaces)


def _own(corosync: Corosync, hosts: Hosts, interfaces: Interfaces) -> Literal | None:
    """The one address of this host that is in a network with all peers that the hosts file knows."""
    peers = {
        m.literal
        for node in corosync.nodes
        for name in _names(node)
        for m in hosts.mappings(name)
        if not m.literal.loopback and m.literal.family in corosync.families
    }
    fits = [
        local.literal
        for local in interfaces.addresses
        if not local.literal.loopback
        and peers
        and all(local.network.holds(p) for p in peers if p.family == local.literal.family)
        and any(p.family == local.literal.family for p in peers)
    ]
    return fits[0] if len(fits) == 1 else None
