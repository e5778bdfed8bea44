"""The packets of the cluster's peers are let through, by the tool that looks after the rules: only added
to, only for the peers."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster_host import Crossing
from hadoctor.facts.node.firewall import Firewall
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall import obstacles as blocked
from hadoctor.model.firewall import ufw_rules
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.lasting import passing, ports_of
from hadoctor.model.firewall.managers import zone_of, zones
from hadoctor.model.firewall.opening import TAG, Gate, Opening, Place, gates, obstacles, opening
from hadoctor.model.firewall.packet import Packet
from hadoctor.model.firewall.ruleset import Rule, RuleSet
from hadoctor.model.firewall.services import helpers
from hadoctor.probe.world import World
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.firewall_files import persistence
from hadoctor.repair.of.protocols.firewall import by_hand
from hadoctor.repair.step import NftRule, Run, Step, WriteFile

_CERTAIN = (Standing.SHUT, Standing.LUCK)
_CORE = ("FW001", "FW003", "FW004")


class Stuck(NamedTuple):
    """A rule that hadoctor does not meet with one of its own."""

    place: Place
    rule: Rule
    why: str


@repairs(*_CORE)
def open_for_the_peers(
    need: Need,
    corosync: Corosync,
    firewall: Firewall,
    crossing: Crossing,
    units: FirewallUnits | Unknown,
) -> Repairs:
    host = crossing.host
    if isinstance(host, Unknown):
        return
    rules = crossing.rules
    told = [(one, one.message) for one in blocked.obstacles(rules, corosync, host)]
    yield from _opened(need, rules, told, firewall, units, "let the packets of the peers pass")


@repairs("FW007")
def open_for_helpers(
    need: Need,
    corosync: Corosync,
    firewall: Firewall,
    crossing: Crossing,
    units: FirewallUnits | Unknown,
) -> Repairs:
    """pcsd, the quorum device and dlm."""
    host = crossing.host
    if isinstance(host, Unknown):
        return
    rules = crossing.rules
    found = blocked.met(rules, helpers(corosync, host, pcsd=True, dlm=True))
    messages = {r.finding.message for r in need.found}
    told = [(one, f"{one.message}, which {one.service} needs") for one in found]
    told = [(one, message) for one, message in told if message in messages]
    services = " and ".join(dict.fromkeys(one.service for one, _ in told))
    yield from _opened(need, rules, told, firewall, units, f"let the packets of {services} pass")


def _opened(
    need: Need,
    rules: RuleSet,
    told: Iterable[tuple[blocked.Obstacle, str]],
    firewall: Firewall,
    units: FirewallUnits | Unknown,
    title: str,
) -> Repairs:
    """`told`: what is in the way, each with the message of its finding."""
    code = need.found[0].code
    tools = _Tools(rules, need.world, f"{TAG}:{'FW001' if code in _CORE else code}")
    packets: list[Packet] = []
    cured: set[str] = set()
    stuck: dict[tuple[str, int, str], tuple[Stuck, list[Packet]]] = {}
    for one, message in told:
        if one.standing not in _CERTAIN:
            continue
        why = [found for packet in one.packets for found in tools.stuck(packet)]
        for found in why:
            key = found.rule.place, found.rule.number, found.why
            stuck.setdefault(key, (found, []))[1].extend(one.packets)
        if not why:
            packets += one.packets
            cured.add(message)
    opened = tools.openings(packets)
    steps = [*_steps(opened), *persistence(opened, need.world, firewall, units)]
    if steps:
        names = " and ".join(dict.fromkeys(one.place.keeper.tool for one in opened))
        near = {"FW003", "FW004"} if not stuck else set()
        yield need.repair(
            f"{title} ({names})",
            *steps,
            cures=tuple(r for r in need.found if r.finding.message in cured or r.code in near),
            cuts_off=True,
            risk=_risk(opened, steps),
            settle=15.0,
        )
    for found, theirs in stuck.values():
        yield by_hand(need, title, found.place, found.rule, found.why, gates(theirs), cured)


def _risk(opened: list[Opening], steps: list[Step]) -> str:
    written = any(isinstance(step, WriteFile) for step in steps)
    lasting = written or all(
        one.lasts or (one.place.keeper.tool == "firewalld" and one.done) for one in opened
    )
    return "" if lasting else "the rules last until the next start of the host only"


class _Tools:
    """What the tools can do about packets, with the rules that are there."""

    def __init__(self, rules: RuleSet, world: World, tag: str) -> None:
        self._rules = rules
        self._begins = tag
        self._world = world
        self._comments = {rule.comment for rule in rules.rules}

    def stuck(self, packet: Packet) -> Iterator[Stuck]:
        (gate,) = gates([packet])
        for place, rule in obstacles(self._rules, packet):
            why = place.keeper.hopeless
            if not why and not self._opening(place, gate):
                why = f"{place.keeper.tool} has no new rule that could help"
            if why:
                yield Stuck(place, rule, why)

    def openings(self, packets: Iterable[Packet]) -> list[Opening]:
        """What opens each base chain that blocks."""
        by_place: dict[Place, list[Packet]] = {}
        for packet in packets:
            for place, _ in obstacles(self._rules, packet):
                by_place.setdefault(place, []).append(packet)
        found = (
            one
            for place, theirs in by_place.items()
            for gate in gates(theirs)
            for one in self._opening(place, gate)
        )
        return list(dict.fromkeys(found))

    def _opening(self, place: Place, gate: Gate) -> tuple[Opening, ...]:
        tool = place.keeper.tool
        if tool == "ufw":
            gate_ = self._new_to_ufw(gate)
            return opening(place, gate_, tag=self._tag(gate)) if gate_ else ()
        zone = self._zone(place, gate) if tool == "firewalld" else ""
        found = opening(place, gate, zone=zone, tag=self._tag(gate))
        if tool == "firewalld":
            return tuple(one for one in found if not self._in_force(one))
        return found

    def _tag(self, gate: Gate) -> str:
        """Not yet the comment of a rule: one that is there, and does not help, is left as it is."""
        tag = (
            f"{self._begins} {gate.direction.value} {gate.peer} {gate.interface} {gate.ports('-')}"
        )
        found, number = tag, 1
        while found in self._comments:
            number += 1
            found = f"{tag} {number}"
        return found

    def _new_to_ufw(self, gate: Gate) -> Gate | None:
        read = [self._world.read(path) for path in ufw_rules.FILES]
        texts = [data.decode("latin-1") for data in read if not isinstance(data, Unknown)]
        ways = (gate, gate._replace(interface=""))
        return next((one for one in ways if not ufw_rules.known(texts, one)), None)

    def _zone(self, place: Place, gate: Gate) -> str:
        if place.keeper.scope:
            return ""
        listed = self._world.run("firewall-cmd", "--list-all-zones")
        default = self._world.run("firewall-cmd", "--get-default-zone")
        if isinstance(listed, Unknown) or isinstance(default, Unknown):
            return ""
        found = zone_of(zones(listed.out, default.out.strip()), gate.interface, gate.peer)
        return found.name if found else ""

    def _in_force(self, one: Opening) -> bool:
        ran = self._world.run(*one.done)
        return not isinstance(ran, Unknown) and ran.ok


def _steps(opened: list[Opening]) -> Iterator[Step]:
    for one in opened:
        if one.place.keeper.tool == "nft":
            yield NftRule(one.place.table, one.place.chain, one.rule, one.tag)
        else:
            yield Run(one.do, one.undo, one.done, tuple(_touched(one)))


def _touched(one: Opening) -> Iterator[str]:
    tool = one.place.keeper.tool
    if tool == "ufw":
        yield from ufw_rules.FILES
    elif tool == "firewalld" and one.lasts:
        yield from _files(one.scope)


def _files(scope: str) -> tuple[str, str]:
    """Which firewalld writes for `--zone=public` or `--policy=NAME`."""
    kind, _, name = scope.removeprefix("--").partition("=")
    path = f"/etc/firewalld/{'policies' if kind == 'policy' else 'zones'}/{name}.xml"
    return path, f"{path}.old"


@repairs("FW005")
def made_to_last(need: Need, firewall: FirewallUnits, corosync: Corosync) -> Repairs:
    """What firewalld has in force for the cluster, and nothing else of what runs."""
    for one in passing(firewall.runtime, firewall.permanent, ports_of(corosync)):
        cures = tuple(r for r in need.found if r.finding.message == one.message)
        if cures and one.now:
            scope = f"--zone={one.zone}"
            do, undo, done = (
                ("firewall-cmd", "--permanent", scope, one.option(verb))
                for verb in ("add", "remove", "query")
            )
            yield need.repair(
                f"let firewalld keep {one.what} in its zone {one.zone}",
                Run(do, undo, done, _files(scope)),
                cures=cures,
                cuts_off=True,
            )
