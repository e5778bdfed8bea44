"""How to let packets of peers pass, in the words of the tool that looks after the rules, and how to take
that back. Only commands as lists of words: nothing is run here. All of it only adds; for peers alone, never
for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.model.address import Literal
from hadoctor.model.firewall.evaluate import Blocked, walked
from hadoctor.model.firewall.managers import Keeper, keeper
from hadoctor.model.firewall.packet import Direction, Packet
from hadoctor.model.firewall.ruleset import RuleSet

Argv = tuple[str, ...]
TAG = "hadoctor:FW001"
"""The comment by which a rule of ours is found again."""


class Gate(NamedTuple):
    """Packets of one peer on one interface, with ports that follow each other."""

    direction: Direction
    protocol: str
    peer: Literal
    """In: from whom; out: to whom."""
    interface: str
    low: int
    high: int
    """The ports to which the packets go."""

    def ports(self, dash: str) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}{dash}{self.high}"


class Step(NamedTuple):
    do: Argv
    undo: Argv
    """Empty: see `closing`."""
    lasts: bool
    """Whether it is still there after the next boot."""


class Place(NamedTuple):
    """Where packets are blocked."""

    keeper: Keeper
    table: str
    chain: str
    """The base chain, at whose head a rule decides."""


def obstacles(ruleset: RuleSet, packet: Packet) -> Iterator[Place]:
    """Every base chain that blocks a packet: each has to be opened."""
    for stop, verdict in walked(ruleset, packet):
        if isinstance(verdict, Blocked):
            found = keeper(ruleset, verdict.rule)
            yield Place(found, stop.table.label, stop.chain.name)


def gates(packets: Iterable[Packet]) -> tuple[Gate, ...]:
    """The packets by peer and interface, ports that follow each other in one."""
    ports: dict[tuple[Direction, str, Literal, str], set[int]] = {}
    for packet in packets:
        key = packet.direction, packet.protocol, packet.other, packet.interface
        to = packet.destination_port
        ports.setdefault(key, set()).update(range(to.low, to.high + 1))
    found = []
    for (direction, protocol, peer, interface), numbers in ports.items():
        for low, high in _runs(sorted(numbers)):
            found.append(Gate(direction, protocol, peer, interface, low, high))
    return tuple(found)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def opening(place: Place, gate: Gate, *, zone: str = "", tag: str = TAG) -> tuple[Step, ...]:
    """The steps that let a gate's packets pass there. None where no step of that tool can do it, and for
    firewalld where the zone is not known. `zone`: the one that the packets are judged in, where the rule
    that blocks does not tell."""
    tool = place.keeper.tool
    if place.keeper.hopeless:
        return ()
    if tool == "ufw":
        return (_ufw(gate, place.keeper.first, tag),)
    if tool == "firewalld":
        return tuple(_firewalld(gate, zone or place.keeper.zone, place.keeper.first))
    if tool == "nft":
        return (_nft(gate, place, tag),)
    return (_iptables(gate, place, tag),) if tool else ()


def _ufw(gate: Gate, first: bool, tag: str) -> Step:
    incoming = gate.direction is Direction.IN
    on = ("on", gate.interface) if gate.interface else ()
    ends = (
        ("from", str(gate.peer), "to", "any") if incoming else ("from", "any", "to", str(gate.peer))
    )
    rule: Argv = ("allow", gate.direction.value, *on, "proto", gate.protocol)
    rule = (*rule, *ends, "port", gate.ports(":"))
    before = ("prepend",) if first else ()
    return Step(("ufw", *before, *rule, "comment", tag), ("ufw", "delete", *rule), True)


def _firewalld(gate: Gate, zone: str, first: bool) -> Iterator[Step]:
    """The rule for now and the same for later: a reload would end what other services have set."""
    if gate.direction is Direction.OUT or not zone:
        return
    priority = ' priority="-1"' if first else ""
    rule = (
        f'rule{priority} family="ipv{gate.peer.family}" source address="{gate.peer}"'
        f' port port="{gate.ports("-")}" protocol="{gate.protocol}" accept'
    )
    for scope in (("--permanent",), ()):
        command = ("firewall-cmd", *scope, f"--zone={zone}")
        add, remove = f"--add-rich-rule={rule}", f"--remove-rich-rule={rule}"
        yield Step((*command, add), (*command, remove), bool(scope))


def _nft(gate: Gate, place: Place, tag: str) -> Step:
    incoming = gate.direction is Direction.IN
    words: list[str] = ["nft", "insert", "rule", *place.table.split(" ", 1), place.chain]
    if gate.interface:
        words += ["iifname" if incoming else "oifname", f'"{gate.interface}"']
    words += ["ip" if gate.peer.family == 4 else "ip6", "saddr" if incoming else "daddr"]
    words += [str(gate.peer), gate.protocol, "dport", gate.ports("-"), "accept"]
    return Step((*words, "comment", f'"{tag}"'), (), False)


def _iptables(gate: Gate, place: Place, tag: str) -> Step:
    incoming = gate.direction is Direction.IN
    command = (place.keeper.tool, "-w", "-t", place.table.partition(" ")[2])
    rule: list[str] = []
    if gate.interface:
        rule += ["-i" if incoming else "-o", gate.interface]
    rule += ["-s" if incoming else "-d", str(gate.peer), "-p", gate.protocol]
    rule += ["-m", gate.protocol, "--dport", gate.ports(":")]
    rule += ["-m", "comment", "--comment", tag, "-j", "ACCEPT"]
    return Step((*command, "-I", place.chain, *rule), (*command, "-D", place.chain, *rule), False)


def closing(ruleset: RuleSet, tag: str = TAG) -> tuple[Argv, ...]:
    """The commands that take rules of ours out of nft again: it needs the handle, which it gives itself."""
    return tuple(
        (
            "nft",
            "delete",
            "rule",
            *table.label.split(" ", 1),
            rule.chain,
            "handle",
            str(rule.number),
        )
        for table in ruleset.tables
        if table.tool == "nft"
        for chain in table.chains.values()
        for rule in chain.rules
        if rule.comment == tag
    )
