"""What a human does where hadoctor must not, or cannot, change the rules of the firewall."""

from collections.abc import Iterator
from shlex import join, quote

from hadoctor.facts import Unknown
from hadoctor.facts.node.cluster_host import Crossing
from hadoctor.facts.node.firewall_units import FirewallUnits
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall import obstacles as blocked
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.lasting import passing, ports_of
from hadoctor.model.firewall.managers import keeper, table_of
from hadoctor.model.firewall.opening import TAG, Gate, Place, gates, opening, plain
from hadoctor.model.firewall.packet import Direction
from hadoctor.model.firewall.ruleset import Rule, Table
from hadoctor.model.firewall.traffic import packets
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.step import Protocol


def by_hand(
    need: Need,
    title: str,
    place: Place,
    rule: Rule,
    why: str,
    through: tuple[Gate, ...],
    cured: set[str],
) -> Protocol:
    """`cured`: the messages of the findings that are repaired otherwise."""
    return need.protocol(
        title,
        why,
        f"the rule that decides, in {rule.place}: {rule.text}",
        *_orders(place, rule, why, through),
        "then look again:",
        "$ hadoctor diagnose",
        cures=tuple(r for r in need.found if r.finding.message not in cured),
    )


def _orders(place: Place, rule: Rule, why: str, through: tuple[Gate, ...]) -> Iterator[str]:
    peers = list(dict.fromkeys(str(gate.peer) for gate in through))
    tool = place.keeper.tool
    if "fail2ban" in why:
        yield "let the nodes be nobody's enemies: ignoreip in /etc/fail2ban/jail.local, then"
        yield from (f"$ fail2ban-client unban {peer}" for peer in peers)
    elif "crowdsec" in why:
        yield from (f"$ cscli decisions delete --ip {peer}" for peer in peers)
        yield "and put the nodes on a whitelist of its parsers"
    elif tool == "ufw" and place.keeper.hopeless:
        path = "/etc/ufw/before.rules" if through[0].peer.family == 4 else "/etc/ufw/before6.rules"
        yield f"in {path}, before that rule:"
        yield from (f"  -A {rule.chain} {' '.join(plain(gate))} -j ACCEPT" for gate in through)
        yield "$ ufw reload"
    elif tool == "ufw":
        yield "it has such rules already, behind others: take them away, and put them first"
        yield "$ ufw status numbered"
        for gate in through:
            (one,) = opening(
                place._replace(keeper=place.keeper._replace(first=True)), gate, tag=f"{TAG}:FW001"
            )
            yield f"$ {join(one.undo)}"
            yield f"$ {join(one.do)}"
    elif tool == "firewalld" and "panic" in why:
        yield "$ firewall-cmd --panic-off"
    elif tool == "firewalld":
        yield "find out what has made it: zones, policies, direct rules, rp_filter"
        yield "$ firewall-cmd --list-all-zones"
        yield "$ firewall-cmd --list-all-policies"
        yield "$ firewall-cmd --direct --get-all-rules"
        yield from _packets(through)
    else:
        yield "find out who made that rule, and let him allow these packets before it:"
        yield from _packets(through)


def _packets(through: tuple[Gate, ...]) -> Iterator[str]:
    for gate in through:
        way = "from" if gate.direction is Direction.IN else "to"
        on = f" on {gate.interface}" if gate.interface else ""
        yield f"  {gate.protocol}/{gate.ports('-')} {way} {gate.peer}{on}"


@repairs("FW001", "RUN004", "RUN005")
def perhaps_blocked(
    need: Need,
    corosync: Corosync,
    crossing: Crossing,
) -> Repairs:
    """Links are down, and of a rule it is not certain what it does to their packets."""
    host = crossing.host
    if isinstance(host, Unknown):
        return
    found = list(blocked.obstacles(crossing.rules, corosync, host))
    if any(one.standing in (Standing.SHUT, Standing.LUCK) for one in found):
        return
    for one in found:
        if one.text:
            own = tuple(r for r in need.found if r.finding.message == one.message)
            yield need.protocol(
                f"see whether the firewall drops {one.what}",
                f"it is not certain what a rule does: {one.why}",
                f"the rule, in {one.place}: {one.text}",
                "do its counters grow while a link is down?",
                "$ nft list ruleset",
                "$ iptables-save --counters",
                "if so, these packets have to pass before it:",
                *_packets(gates(one.packets)),
                cures=own or need.found,
            )


@repairs("FW002")
def narrower(
    need: Need,
    corosync: Corosync,
    crossing: Crossing,
) -> Repairs:
    host = crossing.host
    if isinstance(host, Unknown):
        return
    rules = crossing.rules
    incoming = [p for p in packets(corosync, host) if p.direction is Direction.IN]
    ports: dict[tuple[str, int], list[str]] = {}
    doors = list(blocked.doors(rules, corosync, host))
    for door in doors:
        ports.setdefault((door.rule.place, door.rule.number), []).append(door.what)
    for door in doors:
        opened = ports.pop((door.rule.place, door.rule.number), [])
        table = table_of(rules, door.rule)
        theirs = [p for p in incoming if f"{p.protocol}/{p.destination_port}" in opened]
        if table and theirs:
            yield need.protocol(
                f"let {' and '.join(opened)} in from the peers alone",
                "it takes a rule away, and others may rely on it",
                "first the peers, on every node:",
                *_narrow(table, door.rule, gates(theirs)),
                "then take away what lets everybody in:",
                *_away(table, door.rule),
                cures=tuple(r for r in need.found if r.finding.message.split()[0] in opened),
            )


def _narrow(table: Table, rule: Rule, through: tuple[Gate, ...]) -> Iterator[str]:
    place = Place(keeper(table, rule), rule.table, rule.chain)
    place = place._replace(keeper=place.keeper._replace(hopeless="", first=False))
    for gate in through:
        for one in opening(place, gate, tag=f"{TAG}:FW002"):
            yield f"$ {join(one.do)}"


def _away(table: Table, rule: Rule) -> Iterator[str]:
    found = keeper(table, rule)
    yield f"  the rule, in {rule.place}: {rule.text}"
    if found.tool == "ufw":
        yield "$ ufw status numbered"
        yield "$ ufw delete NUMBER"
    elif found.tool == "firewalld":
        where = found.scope or "--zone=ZONE"
        yield f"$ firewall-cmd --permanent {where} --remove-service=high-availability"
        yield f"$ firewall-cmd {where} --remove-service=high-availability"
        yield "  or --remove-port=, as it was opened"
    elif found.tool == "nft":
        yield f"$ nft delete rule {rule.table} {rule.chain} handle {rule.number}"
        yield "  and in the file that nftables.service loads"
    else:
        name = rule.table.partition(" ")[2]
        yield f"$ {found.tool} -t {name} {rule.text.replace('-A ', '-D ', 1)}"
        yield "  and in the file that is loaded at boot"


@repairs("FW006")
def one_manager(need: Need, firewall: FirewallUnits) -> Repairs:
    boots = [unit.name for unit in firewall.units if unit.boots]
    off = {"ufw": "ufw disable", "firewalld": "systemctl disable --now firewalld"}
    yield need.protocol(
        "let one program alone look after the firewall",
        "which rules are wanted only their author knows, and meanwhile a node may be cut off",
        f"both are loaded at boot: {', '.join(boots)}; choose one, and give it all the rules:",
        *(f"$ {_SHOWN[name]}" for name in boots if name in _SHOWN),
        "then end the other, from the console, on one node after the other:",
        *(
            f"$ {off.get(name, f'systemctl disable {name}')}    # if it is that one"
            for name in boots
        ),
        "after each: all links are up",
        "$ corosync-cfgtool -s",
    )


_SHOWN = {
    "ufw": "ufw status verbose",
    "firewalld": "firewall-cmd --list-all-zones",
    "nftables": "nft list ruleset",
    "netfilter-persistent": "iptables-save",
    "iptables": "iptables-save",
    "ip6tables": "ip6tables-save",
}


@repairs("FW005")
def begins_with_the_next_start(need: Need, firewall: FirewallUnits, corosync: Corosync) -> Repairs:
    for one in passing(firewall.runtime, firewall.permanent, ports_of(corosync)):
        cures = tuple(r for r in need.found if r.finding.message == one.message)
        if cures and not one.now:
            where = f"firewall-cmd --zone={one.zone}"
            yield need.protocol(
                "let firewalld have in force what is permanent",
                "it may have been taken away on purpose",
                "either bring it into force:",
                f"$ {where} {quote(one.option('add'))}",
                "or let it not come back with the next start:",
                f"$ {where} --permanent {quote(one.option('remove'))}",
                cures=cures,
            )
