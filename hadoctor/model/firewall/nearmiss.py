"""Rules that were to let the cluster's packets in, and miss them: the wrong protocol, or other ports.

Nothing is guessed from texts: a packet with the other protocol or port is put to the rules, and passes by a
rule that names its port, while the cluster's own does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.evaluate import Allowed, verdict
from hadoctor.model.firewall.judge import Standing, judge
from hadoctor.model.firewall.packet import Cast, Direction, Packet, State, port
from hadoctor.model.firewall.pool import Numbers
from hadoctor.model.firewall.ruleset import Condition, Field, Rule, RuleSet
from hadoctor.model.firewall.traffic import Host, packets

USUAL = (5404, 5405, 5406)
"""The ports that guides tell to open."""
WIDE = 64
"""Who opens more ports than these by one rule had more in mind than the cluster."""


class Miss(NamedTuple):
    standing: Standing
    """Of the packets that are missed: SHUT or LUCK."""
    wanted: str
    """`udp/5407`"""
    opened: str
    """`udp/5405`"""
    same_protocol: bool
    rule: Rule


def misses(ruleset: RuleSet, corosync: Corosync, host: Host) -> Iterator[Miss]:
    """One for each rule and port that is missed."""
    incoming = [
        one
        for one in packets(corosync, host)
        if one.direction is Direction.IN and one.cast is Cast.UNICAST
    ]
    numbers = tuple(dict.fromkeys((*(p.destination_port.low for p in incoming), *USUAL)))
    seen: set[tuple[str, str, int]] = set()
    for packet in incoming:
        judged = judge(ruleset, packet)
        standing = judged.standing
        if standing not in (Standing.SHUT, Standing.LUCK) or _meant(judged.verdict.rule):
            continue
        found = _near(ruleset, packet, numbers)
        if found is None:
            continue
        near, rule = found
        key = _port(packet), rule.place, rule.number
        if key not in seen:
            seen.add(key)
            same = near.protocol == packet.protocol
            yield Miss(standing, _port(packet), _port(near), same, rule)


def _near(ruleset: RuleSet, packet: Packet, numbers: tuple[int, ...]) -> tuple[Packet, Rule] | None:
    """The packet that is let in instead, and the rule that does it."""
    new = packet._replace(state=State.NEW, replies=False)
    others = [new._replace(protocol="udp" if packet.protocol != "udp" else "tcp")]
    others += [
        new._replace(
            source_port=port(number) if packet.replies else packet.source_port,
            destination_port=port(number),
        )
        for number in numbers
        if number != packet.destination_port.low
    ]
    for one in others:
        found = verdict(ruleset, one)
        if isinstance(found, Allowed) and found.rule and _names_port(found.rule, one):
            return one, found.rule
    return None


def _meant(rule: Rule | None) -> bool:
    """Whether a rule blocks this very port or peer: then no other one has missed it."""
    special = {Field.DPORT, Field.SADDR}
    tests = rule.tests if rule else ()
    return any(isinstance(t, Condition) and not special.isdisjoint(t.fields) for t in tests)


def _names_port(rule: Rule, packet: Packet) -> bool:
    """Whether the rule is for this port and few others."""
    wanted = packet.destination_port.low
    for test in rule.tests:
        if not isinstance(test, Condition) or test.negated or test.fields != (Field.DPORT,):
            continue
        if isinstance(test.pool, Numbers):
            spans = zip(test.pool.lows, test.pool.highs, strict=True)
            return any(low <= wanted <= high < low + WIDE for low, high in spans)
    return False


def _port(packet: Packet) -> str:
    return f"{packet.protocol}/{packet.destination_port}"
