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
from hadoctor.model.firewall.packet import Direction, Packet, State
from hadoctor.model.firewall.ruleset import Rule, RuleSet

Argv = tuple[str, ...]
TAG = "hadoctor"
"""What the comment of a rule of ours begins with."""


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


class Place(NamedTuple):
    """Where packets are blocked."""

    keeper: Keeper
    table: str
    chain: str
    """The base chain, at whose head a rule decides."""


class Opening(NamedTuple):
    """A rule that lets packets pass. nft takes a rule away by a handle, which it gives itself: there is
    no `undo` for it; `tag`, its comment, tells which one it is."""

    place: Place
    rule: Argv
    """The words of the rule, without its comment where that is `tag`."""
    tag: str
    do: Argv = ()
    undo: Argv = ()
    done: Argv = ()
    """A command that ends with 0 where the rule is there; empty where the tool has no such question."""
    lasts: bool = False
    """Whether it is still there after the next boot."""
    scope: str = ""
    """firewalld: where it is, `--zone=public` or `--policy=NAME`."""


def obstacles(ruleset: RuleSet, packet: Packet) -> Iterator[tuple[Place, Rule]]:
    """Every base chain that blocks a packet, with the rule that does it: each has to be opened. One that
    can be a reply has to pass as such, too."""
    states = (State.NEW, State.ESTABLISHED) if packet.replies else (packet.state,)
    for state in states:
        for stop, verdict in walked(ruleset, packet._replace(state=state)):
            if isinstance(verdict, Blocked):
                found = keeper(stop.table, verdict.rule)
                yield Place(found, stop.table.label, stop.chain.name), verdict.rule


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


def opening(place: Place, gate: Gate, *, zone: str = "", tag: str = TAG) -> tuple[Opening, ...]:
    """The rules that let a gate's packets pass there. None where no rule of that tool can do it, and for
    firewalld where the zone is not known. `zone`: the one that the packets are judged in, where the rule
    that blocks does not tell its zone or policy."""
    tool = place.keeper.tool
    if place.keeper.hopeless:
        return ()
    if tool == "ufw":
        return (_ufw(gate, place, tag),)
    if tool == "firewalld":
        scope = place.keeper.scope or (f"--zone={zone}" if zone else "")
        return tuple(_firewalld(gate, place, scope, tag)) if scope else ()
    if tool == "nft":
        rule = _nft(gate)
        do = ("nft", "insert", "rule", *place.table.split(" ", 1), place.chain, *rule)
        return (Opening(place, rule, tag, (*do, "comment", f'"{tag}"')),)
    return (_iptables(gate, place, tag),) if tool else ()


def _ufw(gate: Gate, place: Place, tag: str) -> Opening:
    incoming = gate.direction is Direction.IN
    on = ("on", gate.interface) if gate.interface else ()
    ends = (
        ("from", str(gate.peer), "to", "any") if incoming else ("from", "any", "to", str(gate.peer))
    )
    rule: Argv = ("allow", gate.direction.value, *on, "proto", gate.protocol)
    rule = (*rule, *ends, "port", gate.ports(":"))
    before = ("prepend",) if place.keeper.first else ()
    do = ("ufw", *before, *rule, "comment", tag)
    return Opening(place, rule, tag, do, ("ufw", "delete", *rule), lasts=True)


def _firewalld(gate: Gate, place: Place, scope: str, tag: str) -> Iterator[Opening]:
    """The rule for now and the same for later: a reload would end what other services have set. What goes
    out is a matter of policies; zones are for what comes in."""
    incoming = gate.direction is Direction.IN
    if not incoming and scope.startswith("--zone"):
        return
    priority = f' priority="{place.keeper.priority}"' if place.keeper.priority else ""
    rule = (
        f'rule{priority} family="ipv{gate.peer.family}"'
        f' {"source" if incoming else "destination"} address="{gate.peer}"'
        f' port port="{gate.ports("-")}" protocol="{gate.protocol}" accept'
    )
    for when in (("--permanent",), ()):
        command = ("firewall-cmd", *when, scope)
        add, remove, ask = (
            (*command, f"--{verb}-rich-rule={rule}") for verb in ("add", "remove", "query")
        )
        yield Opening(place, (rule,), tag, add, remove, ask, bool(when), scope)


def _nft(gate: Gate) -> Argv:
    incoming = gate.direction is Direction.IN
    words: list[str] = []
    if gate.interface:
        words += ["iifname" if incoming else "oifname", f'"{gate.interface}"']
    words += ["ip" if gate.peer.family == 4 else "ip6", "saddr" if incoming else "daddr"]
    return (*words, str(gate.peer), gate.protocol, "dport", gate.ports("-"), "accept")


def plain(gate: Gate) -> Argv:
    """What a gate's packets are, in the words of iptables."""
    incoming = gate.direction is Direction.IN
    on = (("-i" if incoming else "-o"), gate.interface) if gate.interface else ()
    to = ("-p", gate.protocol, "-m", gate.protocol, "--dport", gate.ports(":"))
    return (*on, "-s" if incoming else "-d", str(gate.peer), *to)


def _iptables(gate: Gate, place: Place, tag: str) -> Opening:
    command = (place.keeper.tool, "-w", "-t", place.table.partition(" ")[2])
    rule = (*plain(gate), "-m", "comment", "--comment", tag, "-j", "ACCEPT")
    do, undo, done = ((*command, verb, place.chain, *rule) for verb in ("-I", "-D", "-C"))
    return Opening(place, rule, tag, do, undo, done)
