"""Rule sets of nft that nobody wrote, of what people use to write them."""

from __future__ import annotations

from random import Random

NETS4 = (
    "10.99.0.2",
    "10.99.0.0/24",
    "10.99.0.2-10.99.0.7",
    "172.31.0.0/16",
    "10.0.0.0/8",
    "192.0.2.0/24",
)
NETS6 = ("fd99::2", "fd99::/64", "fd77::/16", "fe80::/10", "fd99::2-fd99::f")
PORTS = ("5405", "5405-5412", "5404", "5406", "5407-5412", "22", "32768-60999", "1024-65535")
STATES = ("new", "established", "related", "invalid", "untracked")
SETS = """
    set near { type ipv4_addr; flags interval; elements = { 10.99.0.2-10.99.0.3 }; }
    set near6 { type ipv6_addr; flags interval; elements = { fd99::/64 }; }
    set ports { type inet_service; flags interval; elements = { 5405-5406, 5412 }; }
    set both { type ipv4_addr . inet_service; elements = { 10.99.0.2 . 5405, 10.99.0.3 . 5406 }; }
    set none { type ipv4_addr; }
    map ways { type inet_service : verdict; elements = { 5405 : accept, 5406 : drop, 5412 : jump c2 }; }
"""
BASES = (
    # hook, priority
    ("prerouting", "-300"),
    ("prerouting", "-150"),
    ("input", "0"),
    ("input", "10"),
    ("output", "-300"),
    ("output", "0"),
    ("postrouting", "0"),
)


def ruleset(dice: Random) -> str:
    """A text for `nft -f`."""
    tables = []
    for number in range(dice.choice((1, 1, 1, 2))):
        family = dice.choice(("inet", "inet", "ip", "ip6"))
        tables.append(_table(dice, family, f"t{number}"))
    if dice.random() < 0.1:
        tables.append(_ingress(dice))
    return "\n".join(tables)


def _table(dice: Random, family: str, name: str) -> str:
    chains = []
    hooks = dice.sample(BASES, dice.choice((1, 1, 2, 3)))
    if not any(hook == "input" for hook, _ in hooks) and dice.random() < 0.7:
        hooks.append(("input", "0"))
    for number in range(4):
        rules = [_rule(dice, family, number + 1, "") for _ in range(dice.choice((0, 1, 1, 2)))]
        chains.append(_chain(f"c{number}", "", rules))
    for number, (hook, priority) in enumerate(hooks):
        policy = "drop" if dice.random() < 0.5 else "accept"
        head = f"type filter hook {hook} priority {priority}; policy {policy};"
        rules = [_rule(dice, family, 0, hook) for _ in range(dice.choice((1, 2, 3, 5)))]
        if priority == "-300" and dice.random() < 0.5:
            rules.insert(0, f"{_conditions(dice, family, hook)} notrack")
        chains.append(_chain(f"b{number}", head, rules))
    if dice.random() < 0.1:
        rules = [f"udp dport {dice.choice(PORTS)} redirect to :9999"]
        chains.append(_chain("n", "type nat hook prerouting priority -100;", rules))
    return f"table {family} {name} {{\n{SETS}\n" + "\n".join(reversed(chains)) + "\n}\n"


def _chain(name: str, head: str, rules: list[str]) -> str:
    body = "\n".join(f"        {line}" for line in [head, *rules] if line)
    return f"    chain {name} {{\n{body}\n    }}"


def _ingress(dice: Random) -> str:
    rule = f"{dice.choice(('udp dport 5405', 'ip saddr 10.99.0.2', 'meta protocol ip6'))} drop"
    head = 'type filter hook ingress device "eth1" priority 0;'
    return f"table netdev d {{\n{_chain('i', head, [rule])}\n}}\n"


def _rule(dice: Random, family: str, deeper: int, hook: str) -> str:
    return f"{_conditions(dice, family, hook)} {_action(dice, deeper, hook)}"


def _conditions(dice: Random, family: str, hook: str) -> str:
    """Such as do not contradict each other: nft refuses a rule for udp and tcp, or for both families."""
    if family == "inet":
        family = dice.choice(("ip", "ip", "ip6"))
    found = [_condition(dice, family, hook) for _ in range(dice.choice((0, 1, 1, 2, 2)))]
    protocol = dice.choice((_none, _port, _port, _layer4, _concatenated))
    return " ".join((*found, protocol(dice, _unlike(dice), family)))


def _unlike(dice: Random) -> str:
    return "!= " if dice.random() < 0.2 else ""


def _condition(dice: Random, family: str, hook: str) -> str:
    kinds = [_state, _interface, _type, _cast, _rare, _address, _address, _layer3]
    if hook in ("prerouting", "input") and dice.random() < 0.1:
        return "fib saddr . iif oif missing"
    return dice.choice(kinds)(dice, _unlike(dice), family)


def _none(dice: Random, unlike: str, family: str) -> str:
    return ""


def _port(dice: Random, unlike: str, family: str) -> str:
    left = dice.choice(("udp dport", "udp dport", "udp sport", "tcp dport", "sctp dport"))
    if dice.random() < 0.1:
        return f"meta l4proto {{ tcp, udp }} th dport {unlike}{dice.choice(PORTS)}"
    if dice.random() < 0.2:
        return (
            f"{left} {dice.choice(('<', '>', '<=', '>='))} {dice.choice(('5404', '5405', '5406'))}"
        )
    if dice.random() < 0.2:
        return f"{left} {unlike}@ports"
    if dice.random() < 0.5:
        return f"{left} {unlike}{dice.choice(PORTS)}"
    return f"{left} {unlike}{{ {', '.join(dice.sample(('5405', '5407-5412', '22', '5406'), 2))} }}"


def _state(dice: Random, unlike: str, family: str) -> str:
    if dice.random() < 0.1:
        return f"ct direction {dice.choice(('original', 'reply'))}"
    if dice.random() < 0.1:
        return "ct status dnat"
    if dice.random() < 0.5:
        return f"ct state {','.join(dice.sample(STATES, dice.choice((1, 2, 3))))}"
    return f"ct state {unlike}{{ {', '.join(dice.sample(STATES, 2))} }}"


def _interface(dice: Random, unlike: str, family: str) -> str:
    left = dice.choice(("iifname", "iifname", "oifname", "iif", "oif"))
    names = ('"eth1"', '"lo"') if left in ("iif", "oif") else ('"eth1"', '"eth*"', '"lo"', '"ens3"')
    if dice.random() < 0.2 and left in ("iifname", "oifname"):
        return f'{left} {unlike}{{ "eth1", "lo" }}'
    return f"{left} {unlike}{dice.choice(names)}"


def _layer4(dice: Random, unlike: str, family: str) -> str:
    return f"meta l4proto {unlike}{dice.choice(('udp', 'tcp', '{ tcp, udp }', 'icmp'))}"


def _layer3(dice: Random, unlike: str, family: str) -> str:
    return "ip protocol udp" if family == "ip" else "ip6 nexthdr udp"


def _concatenated(dice: Random, unlike: str, family: str) -> str:
    if family == "ip6":
        return "udp dport 5405"
    rows = ("@both", "{ 10.99.0.2 . 5405-5406, 10.99.0.0/24 . 5412 }", "{ 10.99.0.3 . 5406 }")
    return f"ip saddr . udp dport {unlike}{dice.choice(rows)}"


def _type(dice: Random, unlike: str, family: str) -> str:
    what = dice.choice(("daddr", "daddr", "saddr"))
    types = ("local", "multicast", "broadcast", "unicast", "{ local, multicast }")
    return f"fib {what} type {unlike}{dice.choice(types)}"


def _cast(dice: Random, unlike: str, family: str) -> str:
    casts = ("host", "multicast", "broadcast", "{ broadcast, multicast }")
    return f"meta pkttype {unlike}{dice.choice(casts)}"


def _rare(dice: Random, unlike: str, family: str) -> str:
    return dice.choice(
        (
            "limit rate 5/second",
            "limit rate over 100/second",
            "meta mark 5",
            "counter",
            "meta length < 100",
            "numgen random mod 100 < 50",
            "meta skuid 0",
            "ct mark 1",
        )
    )


def _address(dice: Random, unlike: str, family: str) -> str:
    left = f"{family} {dice.choice(('saddr', 'saddr', 'daddr'))} {unlike}"
    if family == "ip6":
        return left + dice.choice((*NETS6, "fd99::1", "@near6", "{ fd99::2, fd77::/16 }"))
    sets = ("@near", "@none", "{ 10.99.0.2, 172.31.0.0/16 }", "{ 10.99.0.3-10.99.0.9, 192.0.2.1 }")
    return left + dice.choice((*NETS4, *sets, "10.99.0.1", "239.0.0.0/8", "224.0.0.0/4"))


def _action(dice: Random, deeper: int, hook: str) -> str:
    chance = dice.random()
    if chance < 0.3:
        return dice.choice(("", "counter ", 'log prefix "x" ')) + "accept"
    if chance < 0.5:
        return "drop"
    if chance < 0.55:
        return "reject" if hook in ("input", "output") else "drop"
    if chance < 0.62:
        return "return"
    if chance < 0.8 and deeper < 4:
        return f"{dice.choice(('jump', 'jump', 'goto'))} c{dice.randrange(deeper, 4)}"
    if chance < 0.87:
        return _map(dice, deeper)
    if chance < 0.92:
        return "meta mark set 5"
    return dice.choice(("counter", "continue", "accept", "drop"))


def _map(dice: Random, deeper: int) -> str:
    jump = f"jump c{dice.randrange(deeper, 4)}" if deeper < 4 else "return"
    named = ["udp dport vmap @ways"] if deeper < 2 else []
    return dice.choice(
        (
            *named,
            "ct state vmap { established : accept, invalid : drop }",
            "ct state vmap { established : accept, related : accept, new : " + jump + " }",
            "meta l4proto vmap { tcp : drop, udp : " + jump + " }",
            'iifname vmap { "lo" : accept, "eth*" : ' + jump + " }",
            "udp dport vmap { 5405 : accept, 5406-5410 : " + jump + ", * : drop }",
        )
    )
