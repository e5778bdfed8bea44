"""What the verdicts on packets mean for a cluster.

Fact: a firewall that lets replies pass does not stop knet even where it has no rule for it: both ends send
between the same two ports, so each packet that comes in is a reply to one that went out. Such a cluster
works, but by luck: only while connection tracking knows the connection, which each node opens by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from hadoctor.model.address import Literal, parse
from hadoctor.model.firewall.evaluate import (
    Allowed,
    Blocked,
    Undecided,
    Verdict,
    untracked,
    verdict,
)
from hadoctor.model.firewall.packet import Direction, Packet, State, reverse
from hadoctor.model.firewall.ruleset import RuleSet


class Standing(Enum):
    OPEN = "open"
    LUCK = "luck"
    """It may not open the connection, and it passes all the same, as a reply."""
    SHUT = "shut"
    UNKNOWN = "unknown"


class Judgement(NamedTuple):
    packet: Packet
    standing: Standing
    verdict: Verdict
    """The one that decided; mostly that on the packet as the first of its connection."""
    reply: Verdict | None = None
    """On the packet as a reply, where it can be one."""


def judge(ruleset: RuleSet, packet: Packet) -> Judgement:
    new = verdict(ruleset, packet._replace(state=State.NEW))
    if not packet.replies:
        return Judgement(packet, _standing(new), new)
    other = reverse(packet)
    lost = untracked(ruleset, other)
    if lost:
        # Nothing is a reply to a packet that is not tracked.
        return Judgement(packet, _standing(new), new)
    reply = verdict(ruleset, packet._replace(state=State.ESTABLISHED))
    if not isinstance(reply, Allowed):
        # Sooner or later it is one: both ends send.
        decided = new if isinstance(reply, Blocked) and isinstance(new, Blocked) else reply
        return Judgement(packet, _standing(decided), decided, reply)
    if not isinstance(new, Blocked):
        return Judgement(packet, _standing(new), new, reply)
    opened = verdict(ruleset, other)
    if lost is None and not isinstance(opened, Blocked):
        opened = Undecided(new.rule, "it is not certain that the connection is tracked")
    if isinstance(opened, Allowed):
        return Judgement(packet, Standing.LUCK, new, reply)
    decided = new if isinstance(opened, Blocked) else opened
    return Judgement(packet, _standing(decided), decided, reply)


def judged(ruleset: RuleSet, packets: Iterable[Packet]) -> tuple[Judgement, ...]:
    return tuple(judge(ruleset, packet) for packet in packets)


def _standing(found: Verdict) -> Standing:
    if isinstance(found, Allowed):
        return Standing.OPEN
    return Standing.SHUT if isinstance(found, Blocked) else Standing.UNKNOWN


STRANGERS = tuple(
    one
    for text in ("198.51.100.77", "2001:db8:ffff::77")
    if isinstance(one := parse(text), Literal)
)
"""Addresses that are on no host (RFC 5737, RFC 3849): who lets these in lets everybody in."""


def strangers(ruleset: RuleSet, packets: Iterable[Packet]) -> Iterator[tuple[Packet, Allowed]]:
    """The packets that would be let in from anywhere, each with the rule that does it; from no interface
    that is known, or from the one of the link. Once for each port and interface. A route back to the
    stranger is taken for given: the default route is one, and a filter of return paths lets it pass."""
    seen: set[Packet] = set()
    for packet in packets:
        if packet.direction is not Direction.IN or packet.itself:
            continue
        stranger = next(s for s in STRANGERS if s.family == packet.family)
        one = packet._replace(
            source=stranger, state=State.NEW, returns=True, replies=False, peer="", service=""
        )
        if one in seen:
            continue
        seen.add(one)
        found = verdict(ruleset, one)
        if isinstance(found, Allowed):
            yield packet._replace(source=stranger, peer=""), found
