"""Readers of what tools print, also of what none of them would."""

from __future__ import annotations

import json

import pytest

from hadoctor.model.firewall import ipset, iptables, nft
from hadoctor.model.firewall.evaluate import Allowed, Blocked, Undecided, verdict
from hadoctor.model.firewall.ruleset import RuleSet, combined
from tests.patience import ends

from .recorded import JOIN, KNET, KNET6, recorded, text


def rules(*lines: str, policy: str = "DROP", family: int = 4) -> RuleSet:
    """iptables, with these lines in the table filter."""
    body = "\n".join(lines)
    return iptables.read(
        f"*filter\n:INPUT {policy} [0:0]\n:OUTPUT ACCEPT [0:0]\n{body}\nCOMMIT\n", family
    )


@pytest.mark.parametrize(
    ("line", "applies"),
    [
        ("-A INPUT -j ACCEPT", True),
        ("-A INPUT -p udp -j ACCEPT", True),
        ("-A INPUT --protocol 17 --jump ACCEPT", True),
        ("-A INPUT -p all -j ACCEPT", True),
        ("-A INPUT -p tcp -m tcp --dport 5405 -j ACCEPT", False),
        ("-A INPUT -s 10.0.0.2 -j ACCEPT", True),
        ("-A INPUT -s 10.0.0.0/255.255.255.0 -j ACCEPT", True),
        ("-A INPUT -s 10.0.0.0/255.0.255.0 -j ACCEPT", None),
        ("-A INPUT ! -s 10.0.0.2/32 -j ACCEPT", False),
        ("-A INPUT -s ! 10.0.0.2/32 -j ACCEPT", False),
        ("-A INPUT -i eth+ -j ACCEPT", True),
        ("-A INPUT -i eth0 -j ACCEPT", False),
        ("-A INPUT -p udp -m udp --dport 5404:5406 -j ACCEPT", True),
        ("-A INPUT -p udp -m udp --dport :5404 -j ACCEPT", False),
        ("-A INPUT -p udp -m multiport --dports 22,5400:5410 -j ACCEPT", True),
        # The sender's port may be any.
        ("-A INPUT -p udp -m udp --sport 1024:65535 -j ACCEPT", True),
        ("-A INPUT -p udp -m udp --sport 32768:60999 -j ACCEPT", None),
        ("-A INPUT -m conntrack --ctstate NEW -j ACCEPT", True),
        ("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", False),
        ("-A INPUT -m conntrack --ctstate DNAT -j ACCEPT", False),
        ("-A INPUT -m addrtype --dst-type LOCAL -j ACCEPT", True),
        ("-A INPUT -m addrtype --dst-type LOCAL --limit-iface-in -j ACCEPT", True),
        ("-A INPUT -m iprange --src-range 10.0.0.2-10.0.0.9 -j ACCEPT", True),
        ("-A INPUT -m pkttype --pkt-type multicast -j ACCEPT", False),
        ('-A INPUT -m comment --comment "-j DROP \\" x" -j ACCEPT', True),
        ("-A INPUT -m recent --set --name x --mask 255.255.255.255 --rsource -j ACCEPT", True),
        ("-A INPUT -m recent --rcheck --seconds 60 --name x --rsource -j ACCEPT", None),
        ("-A INPUT -m limit --limit 5/min -j ACCEPT", None),
        ("-A INPUT -m hashlimit --hashlimit-upto 5/sec --hashlimit-name x -j ACCEPT", None),
        ("-A INPUT -m mark --mark 0x1 -j ACCEPT", None),
        ("-A INPUT -m owner --uid-owner 0 -j ACCEPT", None),
        ("-A INPUT -m set --match-set peers src -j ACCEPT", None),
        ("-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT", False),
        ("-A INPUT -m bpf --bytecode 1,6 0 0 0 -j ACCEPT", None),
        ("-A INPUT -m new --thing 5 other -j ACCEPT", None),
        ("[5:300] -A INPUT -j ACCEPT", True),
        ("-A INPUT -j NFQUEUE --queue-num 1", None),
        ("-A INPUT -j NOSUCH", None),
        ("-A INPUT -j LOG --log-prefix x", False),
        ("-A INPUT", False),
        ("-A INPUT -j", False),
        ("-A INPUT -s", False),
    ],
)
def test_matches_of_iptables(line: str, applies: bool | None) -> None:
    kind = {True: Allowed, False: Blocked, None: Undecided}[applies]
    assert isinstance(verdict(rules(line), JOIN), kind)


def test_both_ways_end_alike() -> None:
    """A rule in doubt does not matter where what follows does the same."""
    found = verdict(rules("-A INPUT -m limit --limit 5/min -j ACCEPT", policy="ACCEPT"), JOIN)
    assert isinstance(found, Allowed)


def test_sets_of_ipset() -> None:
    sets = ipset.read(
        "create peers hash:ip family inet hashsize 1024 maxelem 65536\n"
        "add peers 10.0.0.2\n"
        "create ports bitmap:port range 5400-5500\nadd ports 5405-5412\n"
        "create both hash:ip,port family inet hashsize 1024 maxelem 65536\n"
        "add both 10.0.0.2,udp:5405\n"
        "create short hash:ip family inet timeout 60\nadd short 10.0.0.2 timeout 5\n"
        "create odd list:set size 8\nadd odd peers\n"
    )

    def judged(match: str, peer: str) -> type:
        text = f"*filter\n:INPUT DROP [0:0]\n-A INPUT -m set {match} -j ACCEPT\nCOMMIT\n"
        packet = JOIN._replace(source=JOIN.source._replace(value=JOIN.source.value + int(peer)))
        return type(verdict(iptables.read(text, 4, sets), packet))

    assert judged("--match-set peers src", "0") is Allowed
    assert judged("--match-set peers src", "1") is Blocked
    assert judged("! --match-set peers src", "1") is Allowed
    assert judged("--match-set ports dst", "1") is Allowed
    assert judged("--match-set both src,dst", "0") is Allowed
    assert judged("--match-set both src,dst", "1") is Blocked
    assert judged("--match-set both src", "0") is Undecided
    assert judged("--match-set short src", "0") is Undecided
    assert judged("--match-set odd src", "0") is Undecided
    assert judged("--match-set none src", "0") is Undecided


def test_addresses_types_of_ip6tables() -> None:
    """There an address of the node is unicast, too."""
    line = "-A INPUT -m addrtype --dst-type UNICAST -j ACCEPT"
    assert isinstance(verdict(rules(line, family=6), KNET6), Allowed)
    assert isinstance(verdict(rules(line), KNET), Blocked)


def test_who_shows_a_table_best() -> None:
    both = recorded("iptables-nft.json", "iptables-nft.txt")
    assert [(t.label, t.tool) for t in both.tables] == [("ip filter", "iptables")]
    legacy = combined(both, recorded("iptables-legacy.txt"))
    assert [t.tool for t in legacy.tables] == ["iptables", "iptables-legacy", "iptables-legacy"]


def test_what_is_hidden_leaves_a_doubt() -> None:
    hidden = iptables.read("# Table `filter' is incompatible, use 'nft' tool.\n", 4)
    assert isinstance(verdict(hidden, KNET), Undecided)
    seen = combined(hidden, nft.read(text("nft-only-ssh.json")))
    assert not seen.blind
    half = rules("-A INPUT -j ACCEPT", "COMMIT", "*nat", ":PREROUTING ACCEPT [0:0]")
    assert not half.blind
    cut = iptables.read("*filter\n:INPUT ACCEPT [0:0]\n", 4)
    assert isinstance(verdict(cut, KNET), Undecided)


def listing(*objects: object) -> str:
    return json.dumps({"nftables": list(objects)})


CHAIN = {
    "chain": {
        "family": "inet",
        "table": "f",
        "name": "input",
        "type": "filter",
        "hook": "input",
        "prio": 0,
        "policy": "accept",
    }
}


def rule_(*expressions: object, chain: str = "input") -> dict[str, object]:
    return {"rule": {"family": "inet", "table": "f", "chain": chain, "expr": list(expressions)}}


def user_chain(name: str) -> dict[str, object]:
    return {"chain": {"family": "inet", "table": "f", "name": name}}


DROP = {"drop": None}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        "5",
        "[]",
        '{"nftables": 5}',
        # As nft 1.0.6 prints a dormant table.
        '{"nftables": [{"table": {"family": "ip", "name": "x", "handle": 1, "flags": ',
    ],
)
def test_what_is_no_json_leaves_a_doubt(text: str) -> None:
    found = verdict(nft.read(text), KNET)
    assert isinstance(found, Undecided)
    assert "cannot be read" in found.why


def test_no_text_is_no_rules() -> None:
    assert verdict(nft.read(""), KNET) == Allowed(None)
    assert verdict(iptables.read("", 4), KNET) == Allowed(None)


@pytest.mark.parametrize(
    "expressions",
    [
        [5],
        ["jump {\n\t\taccept\n\t}"],
        [{}],
        [{"a": 1, "b": 2}],
        [{"something": None}],
        [{"jump": None}],
        [{"jump": {"target": 5}}],
        [{"goto": {"target": "nowhere"}}],
        [{"match": None}, DROP],
        [{"match": {"op": 5, "left": [], "right": {}}}, DROP],
        [{"match": {"left": {"meta": None}}}, DROP],
        [{"match": {"op": "==", "left": {"concat": [5, {"concat": []}]}, "right": 5}}, DROP],
        [{"match": {"op": "==", "left": {"&": []}, "right": 5}}, DROP],
        [{"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": {"|": [5]}}}, DROP],
        [
            {
                "match": {
                    "op": "==",
                    "left": {"payload": {"protocol": "udp", "field": "dport"}},
                    "right": "@none",
                }
            },
            DROP,
        ],
        [{"vmap": {"key": {"meta": {"key": "l4proto"}}, "data": {"set": [5]}}}],
        [{"vmap": None}],
        [{"xt": None}],
        [
            {
                "mangle": {
                    "key": {"payload": {"protocol": "ip", "field": "daddr"}},
                    "value": "1.2.3.4",
                }
            }
        ],
        [{"limit": 5}, DROP],
        [{"set": {"op": "add", "set": "@x", "elem": 5, "stmt": [{"limit": {}}]}}, DROP],
        [{"fib": 5}, DROP],
        "accept",
    ],
)
def test_what_is_not_known_leaves_a_doubt(expressions: object) -> None:
    one = {"rule": {"family": "inet", "table": "f", "chain": "input", "expr": expressions}}
    assert isinstance(verdict(nft.read(listing(CHAIN, one)), KNET), Undecided)


def test_odd_shapes_break_nothing() -> None:
    odd: list[object] = [
        5,
        None,
        {},
        {"chain": 5},
        {"rule": {}},
        {"set": {"elem": 5}},
        {"table": {"name": []}},
    ]
    assert verdict(nft.read(listing(*odd, CHAIN)), KNET) is not None


def test_jumps_in_a_circle() -> None:
    jump = {"jump": {"target": "a"}}
    text = listing(CHAIN, user_chain("a"), rule_(jump), rule_(jump, chain="a"))
    found = verdict(nft.read(text), KNET)
    assert isinstance(found, Undecided)
    assert "circle" in found.why


def test_jumps_without_end() -> None:
    count = 5_000
    chains = [user_chain(f"c{n}") for n in range(count)]
    deeper = [rule_({"jump": {"target": f"c{n + 1}"}}, chain=f"c{n}") for n in range(count - 1)]
    text = listing(CHAIN, *chains, rule_({"jump": {"target": "c0"}}), *deeper)
    found = verdict(nft.read(text), KNET)
    assert isinstance(found, Undecided)
    assert "deep" in found.why


def test_many_ways_to_the_same_chain_take_no_longer() -> None:
    """Two jumps in each of 40 chains: 2^40 ways, if each was walked."""
    chains = [user_chain(f"c{n}") for n in range(40)]
    twice = [rule_({"jump": {"target": f"c{n + 1}"}}, chain=f"c{n}") for n in range(39)] * 2
    track = rule_({"notrack": None}, chain="c39")
    raw = {"chain": {**CHAIN["chain"], "hook": "prerouting", "prio": -300}}
    text = listing(raw, *chains, rule_({"jump": {"target": "c0"}}), *twice, track)
    with ends():
        assert isinstance(verdict(nft.read(text), KNET), Allowed)


def test_large_rule_sets_end() -> None:
    lines = [f"-A INPUT -s 10.{n >> 8 & 255}.{n & 255}.7/32 -j DROP" for n in range(40_000)]
    with ends():
        found = rules(*lines, policy="ACCEPT")
        assert isinstance(verdict(found, KNET), Allowed)


def test_nft_sets_are_found_fast() -> None:
    elements = [{"prefix": {"addr": f"10.{n >> 8}.{n & 255}.0", "len": 24}} for n in range(60_000)]
    match = {
        "op": "==",
        "left": {"payload": {"protocol": "ip", "field": "saddr"}},
        "right": "@blocked",
    }
    named = {"set": {"family": "inet", "table": "f", "name": "blocked", "elem": elements}}
    found = nft.read(listing(CHAIN, named, *[rule_({"match": match}, DROP)] * 200))
    with ends():
        for _ in range(20):
            assert isinstance(verdict(found, KNET), Blocked)
