"""The packets of the cluster's peers are let through, by the tool that looks after the rules: only added
to, only for the peers."""

from collections.abc import Iterator

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.cluster_host import cluster_host
from hadoctor.facts.node.firewall import Firewall
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Names
from hadoctor.facts.node.routes import Routes
from hadoctor.finding import Reported
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.judge import Standing, judge
from hadoctor.model.firewall.managers import zone_of, zones
from hadoctor.model.firewall.opening import TAG, Gate, Opening, Place, gates, obstacles, opening
from hadoctor.model.firewall.packet import Packet
from hadoctor.model.firewall.ruleset import RuleSet
from hadoctor.model.firewall.traffic import packets
from hadoctor.probe.world import World
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.firewall_files import persistence
from hadoctor.repair.step import NftRule, Run, Step

UFW = ("/etc/ufw/user.rules", "/etc/ufw/user6.rules")


@repairs("FW001", "FW003", "FW004")
def open_for_the_peers(
    need: Need,
    corosync: Corosync,
    firewall: Firewall,
    interfaces: Interfaces,
    identity: Identity,
    names: Names,
    routes: Routes | Unknown,
    units: FirewallUnits | Unknown,
) -> Repairs:
    host = cluster_host(corosync, interfaces, identity, names, routes)
    if isinstance(host, Unknown):
        return
    rules = firewall.rules()
    shut = [p for p in packets(corosync, host) if _is_shut(rules, p)]
    opened, hopeless = _openings(rules, shut, need.world)
    if hopeless:
        place, why = hopeless[0]
        yield need.protocol(
            "let the packets of the peers pass",
            f"{why}: {place.table} {place.chain}",
            "find out who made that rule, and let him allow these packets before it:",
            *(f"  {packet}" for packet in dict.fromkeys(shut)),
        )
        return
    steps = list(_steps(opened))
    steps += persistence([o for o in opened if not o.lasts], need.world, units)
    if steps:
        tools = " and ".join(dict.fromkeys(one.place.keeper.tool for one in opened))
        lasting = all(o.lasts for o in opened) or any(
            type(s).__name__ == "WriteFile" for s in steps
        )
        yield need.repair(
            f"let the packets of the peers pass ({tools})",
            *steps,
            cures=_cured(need.found),
            cuts_off=True,
            risk="" if lasting else "the rules last until the next start of the host only",
            settle=15.0,
        )


def _cured(found: tuple[Reported, ...]) -> tuple[Reported, ...]:
    return tuple(one for one in found if one.code == "FW001") or found


def _is_shut(rules: RuleSet, packet: Packet) -> bool:
    return judge(rules, packet).standing in (Standing.SHUT, Standing.LUCK)


def _openings(
    rules: RuleSet, shut: list[Packet], world: World
) -> tuple[list[Opening], list[tuple[Place, str]]]:
    """What opens each base chain that blocks; and where nothing can."""
    by_place: dict[Place, list[Packet]] = {}
    for packet in shut:
        for place in obstacles(rules, packet):
            by_place.setdefault(place, []).append(packet)
    opened: list[Opening] = []
    hopeless: list[tuple[Place, str]] = []
    for place, blocked in by_place.items():
        if place.keeper.hopeless:
            hopeless.append((place, place.keeper.hopeless))
            continue
        for gate in gates(blocked):
            found = opening(place, gate, zone=_zone(place, gate, world), tag=_tag(gate))
            opened += found
            if not found:
                hopeless.append((place, f"{place.keeper.tool} has no rule that could"))
    return list(dict.fromkeys(opened)), hopeless


def _tag(gate: Gate) -> str:
    """Unique among the rules of ours."""
    return f"{TAG} {gate.direction.value} {gate.peer} {gate.interface} {gate.ports('-')}"


def _zone(place: Place, gate: Gate, world: World) -> str:
    if place.keeper.tool != "firewalld" or place.keeper.zone:
        return place.keeper.zone
    listed = world.run("firewall-cmd", "--list-all-zones")
    default = world.run("firewall-cmd", "--get-default-zone")
    if isinstance(listed, Unknown) or isinstance(default, Unknown):
        return ""
    found = zone_of(zones(listed.out, default.out.strip()), gate.interface, gate.peer)
    return found.name if found else ""


def _steps(opened: list[Opening]) -> Iterator[Step]:
    for one in opened:
        if one.place.keeper.tool == "nft":
            yield NftRule(one.place.table, one.place.chain, one.rule, one.tag)
        else:
            yield Run(one.do, one.undo, one.done, tuple(_touched(one)))


def _touched(one: Opening) -> Iterator[str]:
    tool = one.place.keeper.tool
    if tool == "ufw":
        yield from UFW
    elif tool == "firewalld" and one.lasts:
        path = f"/etc/firewalld/zones/{one.zone}.xml"
        yield from (path, f"{path}.old")
