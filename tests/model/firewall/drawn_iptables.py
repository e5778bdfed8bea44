"""Rule sets of iptables that nobody wrote."""

from __future__ import annotations

from random import Random

PORTS = ("5405", "5405:5412", "5404", ":5405", "5406:", "22")
STATES = (
    "NEW",
    "ESTABLISHED",
    "RELATED",
    "INVALID",
    "UNTRACKED",
    "RELATED,ESTABLISHED",
    "NEW,INVALID",
)
NETS = {
    4: ("10.99.0.2", "10.99.0.0/24", "172.31.0.0/16", "10.0.0.0/8", "192.0.2.0/255.255.255.0"),
    6: ("fd99::2", "fd99::/64", "fd77::/16", "fe80::/10"),
}


def ruleset(dice: Random, family: int) -> str:
    """A text for iptables-restore or ip6tables-restore."""
    parts = []
    if dice.random() < 0.25:
        parts.append(_raw(dice, family))
    parts.append(_filter(dice, family))
    return "".join(parts)


def _raw(dice: Random, family: int) -> str:
    lines = ["*raw", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]"]
    for chain in ("PREROUTING", "OUTPUT"):
        for _ in range(dice.choice((0, 1, 1))):
            action = dice.choice(("-j CT --notrack", "-j CT --notrack", "-j DROP", "-j ACCEPT"))
            lines.append(f"-A {chain} {_matches(dice, family, chain)} {action}")
    return "\n".join([*lines, "COMMIT", ""])


def _filter(dice: Random, family: int) -> str:
    lines = ["*filter"]
    for chain in ("INPUT", "FORWARD", "OUTPUT"):
        drops = dice.random() < {"INPUT": 0.6, "FORWARD": 0.5, "OUTPUT": 0.25}[chain]
        lines.append(f":{chain} {'DROP' if drops else 'ACCEPT'} [0:0]")
    lines += [f":c{number} - [0:0]" for number in range(4)]
    for chain, deeper in (("INPUT", 0), ("OUTPUT", 0), *((f"c{n}", n + 1) for n in range(4))):
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            matches = _matches(dice, family, chain)
            lines.append(f"-A {chain} {matches} {_target(dice, deeper)}".rstrip())
    return "\n".join([*lines, "COMMIT", ""])


def _matches(dice: Random, family: int, chain: str) -> str:
    """Some matches; no option twice, which iptables does not take."""
    found: dict[str, str] = {}
    for _ in range(dice.choice((0, 1, 1, 2))):
        one = _match(dice, family, chain)
        words = one.removeprefix("! ").split()
        found.setdefault(words[1] if words[0] == "-m" else words[0], one)
    return " ".join(filter(None, (_protocol(dice), *found.values())))


def _protocol(dice: Random) -> str:
    unlike = "! " if dice.random() < 0.2 else ""
    return dice.choice(
        (
            "",
            "-p udp",
            f"{unlike}-p tcp",
            f"-p udp -m udp {unlike}--dport {dice.choice(PORTS)}",
            f"-p udp -m udp {unlike}--sport {dice.choice(PORTS)}",
            f"-p udp -m multiport {unlike}--dports 22,5405:5406",
            f"-p udp -m multiport {unlike}--sports 5405,40000",
            "-p tcp -m tcp --dport 5405",
            "-p udp -m multiport --ports 5405",
        )
    )


def _match(dice: Random, family: int, chain: str) -> str:
    unlike = "! " if dice.random() < 0.2 else ""
    interface = []
    if chain != "OUTPUT":
        # iptables-save does not show `! -i +`.
        interface.append(dice.choice((f"{unlike}-i eth1", f"{unlike}-i eth+", "-i lo", "-i +")))
    if chain not in ("INPUT", "PREROUTING"):
        interface.append(f"{unlike}-o {dice.choice(('eth1', 'lo'))}")
    # There is no broadcast in IPv6.
    types = ("LOCAL", "MULTICAST", "UNICAST", "BROADCAST")[: 4 if family == 4 else 3]
    ranges = {4: "10.99.0.2-10.99.0.7", 6: "fd99::2-fd99::f"}
    return dice.choice(
        (
            *interface,
            f"{unlike}-s {dice.choice(NETS[family])}",
            f"{unlike}-d {dice.choice(NETS[family])}",
            f"-m conntrack {unlike}--ctstate {dice.choice(STATES)}",
            f"-m state {unlike}--state {dice.choice(STATES[:4])}",
            f"-m conntrack {unlike}--ctstate {dice.choice(STATES)}",
            f"-m conntrack --ctdir {dice.choice(('ORIGINAL', 'REPLY'))}",
            "-m conntrack --ctstate DNAT",
            f"-m addrtype {unlike}--dst-type {dice.choice(types)}",
            f"-m addrtype {unlike}--src-type {dice.choice(('LOCAL', 'UNICAST'))}",
            f"-m iprange {unlike}--src-range {ranges[family]}",
            f"-m pkttype {unlike}--pkt-type {dice.choice(('unicast', 'multicast', 'broadcast'))}",
            '-m comment --comment "it is -j DROP or not"',
            "-m limit --limit 5/sec",
            "-m mark --mark 0x1",
            "-m length --length 0:500",
            "-m recent --set --name x",
            "-m statistic --mode random --probability 0.5",
        )
    )


def _target(dice: Random, deeper: int) -> str:
    chance = dice.random()
    if chance < 0.35:
        return "-j ACCEPT"
    if chance < 0.6:
        return "-j DROP"
    if chance < 0.65:
        return "-j REJECT"
    if chance < 0.72:
        return "-j RETURN"
    if chance < 0.92 and deeper < 4:
        return f"{dice.choice(('-j', '-j', '-g'))} c{dice.randrange(deeper, 4)}"
    return dice.choice(("-j LOG", "", "-j ACCEPT"))
