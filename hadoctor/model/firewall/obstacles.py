"""What stands in the way of a cluster's packets: one obstacle for each rule and direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.evaluate import Undecided
from hadoctor.model.firewall.judge import Judgement, Standing, judge, strangers
from hadoctor.model.firewall.packet import Direction, Packet
from hadoctor.model.firewall.ruleset import Rule, RuleSet
from hadoctor.model.firewall.traffic import ITSELF, Host, packets


class Obstacle(NamedTuple):
    standing: Standing
    what: str
    """The packets, for people: `udp/5405 from 10.0.0.2 and 1 more`."""
    place: str
    """Table and chain of the rule that decides."""
    text: str
    """The rule, as its tool shows it."""
    why: str
    """Of what is not known."""
    service: str = ""
    """Whose packets they are: pcsd, qnetd, `link 0`."""
    packets: tuple[Packet, ...] = ()

    @property
    def message(self) -> str:
        if self.standing is Standing.UNKNOWN:
            return f"a rule may block {self.what}: {self.why}"
        if self.standing is Standing.LUCK:
            return f"no rule lets {self.what} pass: it does so as a reply only"
        return f"the firewall blocks {self.what}"


def obstacles(ruleset: RuleSet, corosync: Corosync, host: Host) -> Iterator[Obstacle]:
    """Nothing where all packets of corosync pass."""
    return met(ruleset, packets(corosync, host))


def met(ruleset: RuleSet, wanted: Iterable[Packet]) -> Iterator[Obstacle]:
    """What these packets meet."""
    groups: dict[tuple[object, ...], list[Judgement]] = {}
    for packet in wanted:
        found = judge(ruleset, packet)
        if found.standing is not Standing.OPEN:
            rule = found.verdict.rule
            key = (
                found.standing,
                packet.direction,
                packet.destination_port,
                rule and (rule.place, rule.number, rule.text),
            )
            groups.setdefault(key, []).append(found)
    for judgements in groups.values():
        yield _obstacle(judgements)


def _obstacle(judgements: list[Judgement]) -> Obstacle:
    first = judgements[0]
    packets = [judgement.packet for judgement in judgements]
    others = dict.fromkeys(ITSELF if p.itself else str(p.other) for p in packets)
    peers = next(iter(others)) + (f" and {len(others) - 1} more" if len(others) > 1 else "")
    rule = first.verdict.rule
    return Obstacle(
        first.standing,
        f"{_port(first.packet)} {_way(first.packet)} {peers}",
        rule.place if rule is not None else "",
        rule.text if rule is not None else "",
        first.verdict.why if isinstance(first.verdict, Undecided) else "",
        first.packet.service,
        tuple(packets),
    )


def _port(packet: Packet) -> str:
    return f"{packet.protocol}/{packet.destination_port}"


def _way(packet: Packet) -> str:
    return "from" if packet.direction is Direction.IN else "to"


class Door(NamedTuple):
    what: str
    rule: Rule


def doors(ruleset: RuleSet, corosync: Corosync, host: Host) -> Iterator[Door]:
    """The rules that were written to let the cluster's packets in, and let them in from anywhere. A
    policy, and a host without rules, are no such door: nobody has opened it for the cluster."""
    seen: set[tuple[str, int, str]] = set()
    for packet, allowed in strangers(ruleset, packets(corosync, host)):
        rule = allowed.rule
        if rule is None or not rule.number or not rule.tests:
            continue
        key = (rule.place, rule.number, _port(packet))
        if key not in seen and str(packet.destination_port) in _numbers(rule.text, packet):
            seen.add(key)
            yield Door(_port(packet), rule)


def _numbers(text: str, packet: Packet) -> set[str]:
    """The port, if the rule's text names it: a rule for everything is about something else."""
    wanted = packet.destination_port.low
    for low, high in re.findall(r"(?<![\d.])(\d{2,5})(?:[:-](\d{2,5}))?(?![\d.])", text):
        if int(low) <= wanted <= int(high or low):
            return {str(packet.destination_port)}
    return set()
