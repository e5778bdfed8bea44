"""Who looks after the rules, and how a port is opened there: the words, and what the kernel makes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hadoctor.model.firewall import iptables, nft
from hadoctor.model.firewall.managers import managers, ufw, zone_of, zones
from hadoctor.model.firewall.opening import Opening, gates, obstacles, opening
from hadoctor.model.firewall.packet import Direction, Packet, port
from hadoctor.model.firewall.ruleset import RuleSet, combined

from . import available
from .lab import Lab, Sent, literal
from .recorded import JOIN, KNET, KNET6, incoming, recorded, text

UFW = ("ufw-closed.txt", "ufw6-closed.txt")


def steps(rules: RuleSet, *packets: Packet) -> list[Opening]:
    """All that opens the rules for these packets."""
    places = list(dict.fromkeys(p for packet in packets for p, _ in obstacles(rules, packet)))
    return [step for gate in gates(packets) for place in places for step in opening(place, gate)]


def test_managers() -> None:
    assert managers(recorded(*UFW)) == ("ufw",)
    assert managers(recorded("firewalld-open.json")) == ("firewalld",)
    assert managers(recorded("nft-peers.json")) == ()


def test_ufw_status() -> None:
    found = ufw(text("ufw-status-closed.txt"))
    assert found is not None
    assert (found.active, found.incoming, found.outgoing) == (True, "deny", "allow")
    inactive = ufw("Status: inactive\n")
    assert inactive is not None
    assert not inactive.active
    assert ufw("ERROR: You need to be root to run this script\n") is None


def test_zones_of_firewalld() -> None:
    known = zones(text("firewalld-zones.txt"), "public")
    assert len(known) == 9
    of_eth1 = zone_of(known, "eth1", literal("10.0.0.2"))
    assert of_eth1 is not None
    assert (of_eth1.name, of_eth1.interfaces) == ("internal", ("eth1",))
    assert "ssh" in of_eth1.services
    other = zone_of(known, "eth0", literal("10.0.0.2"))
    assert other is not None
    assert other.name == "public"
    by_source = (*known, known[0]._replace(name="cluster", sources=("10.0.0.0/24",)))
    found = zone_of(by_source, "eth1", literal("10.0.0.2"))
    assert found is not None
    assert found.name == "cluster"
    unsure = (*known, known[0]._replace(sources=("ipset:peers",)))
    assert zone_of(unsure, "eth1", literal("10.0.0.2")) is None


def test_gates_join_ports() -> None:
    found = gates([incoming(to=5405), incoming(to=5407), incoming(to=5406), KNET6])
    assert [(str(g.peer), g.low, g.high) for g in found] == [
        ("10.0.0.2", 5405, 5407),
        ("fd00::2", 5405, 5405),
    ]


def test_ufw() -> None:
    (step,) = steps(recorded(*UFW), incoming(), *(incoming(to=to) for to in range(5406, 5413)))
    assert " ".join(step.do) == (
        "ufw allow in on eth1 proto udp from 10.0.0.2 to any port 5405:5412 comment hadoctor"
    )
    assert " ".join(step.undo) == (
        "ufw delete allow in on eth1 proto udp from 10.0.0.2 to any port 5405:5412"
    )
    assert step.lasts


def test_ufw_with_a_rule_that_denies() -> None:
    """What is denied by name has to be met before that rule."""
    (step,) = steps(recorded("ufw-denied.txt"), incoming("10.0.0.3"))
    assert step.do[:3] == ("ufw", "prepend", "allow")


def test_firewalld() -> None:
    later, now = steps(recorded("firewalld-closed.json"), KNET)
    rule = 'rule family="ipv4" source address="10.0.0.2" port port="5405" protocol="udp" accept'
    assert later.do == ("firewall-cmd", "--permanent", "--zone=internal", f"--add-rich-rule={rule}")
    assert later.undo[-1] == f"--remove-rich-rule={rule}"
    assert now.do == ("firewall-cmd", "--zone=internal", f"--add-rich-rule={rule}")
    assert (later.lasts, now.lasts) == (True, False)


def test_before_the_zones_nothing_helps() -> None:
    away = KNET6._replace(returns=False)
    rules = recorded("firewalld-closed.json")
    ((place, _), *_) = obstacles(rules, away)
    assert place.keeper.hopeless
    assert opening(place, gates([away])[0]) == ()


def test_iptables() -> None:
    (step,) = steps(recorded("iptables-legacy.txt"), KNET)
    assert " ".join(step.do) == (
        "iptables-legacy -w -t filter -I INPUT -i eth1 -s 10.0.0.2 -p udp -m udp --dport 5405"
        " -m comment --comment hadoctor -j ACCEPT"
    )
    assert " ".join(step.undo) == " ".join(step.do).replace("-I", "-D")
    assert not step.lasts


def test_nft() -> None:
    (step,) = steps(recorded("nft-only-ssh.json"), JOIN)
    assert " ".join(step.do) == (
        'nft insert rule ip filter input iifname "eth1" ip saddr 10.0.0.2 udp dport 5405 accept'
        ' comment "hadoctor"'
    )
    assert step.undo == ()


def test_the_same_rule_in_both_kinds_of_iptables() -> None:
    shown = text("iptables-legacy.txt")
    nft_kind = iptables.read(shown.replace("v1.8.9", "v1.8.9 (nf_tables)"), 4)
    both = combined(nft_kind, iptables.read(shown, 4))
    assert [step.do[0] for step in steps(both, KNET)] == ["iptables", "iptables-legacy"]


def test_every_chain_that_blocks_is_opened() -> None:
    both = combined(recorded("nft-only-ssh.json"), recorded("iptables-legacy.txt"))
    assert [step.do[0] for step in steps(both, KNET)] == ["nft", "iptables-legacy"]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    available.require()
    with Lab() as one:
        yield one


CLOSED = {
    "nft": (
        [
            (
                ["nft", "-f", "-"],
                "table inet f { chain raw {\n type filter hook prerouting priority -300;\n"
                " udp dport 5400-5410 drop\n }\n chain i {\n"
                " type filter hook input priority 0; policy drop;\n }\n}\n",
            )
        ],
        [["nft", "-j", "list", "ruleset"]],
    ),
    "iptables": (
        [
            (["iptables-nft-restore"], "*filter\n:INPUT DROP [0:0]\nCOMMIT\n"),
            (["ip6tables-nft-restore"], "*filter\n:INPUT DROP [0:0]\nCOMMIT\n"),
        ],
        [["iptables-nft-save"], ["ip6tables-nft-save"]],
    ),
}


@pytest.mark.parametrize("tool", sorted(CLOSED))
@pytest.mark.parametrize(
    "sent",
    [
        Sent(True, "10.99.0.2", "10.99.0.1", 5405, 5405),
        Sent(True, "fd99::2", "fd99::1", 40000, 5405),
    ],
)
def test_the_kernel_opens_for_the_peer_alone(tool: str, sent: Sent, lab: Lab) -> None:
    load, show = CLOSED[tool]
    stranger = sent._replace(source=sent.source.replace("::2", "::3").replace("0.2", "0.3"))
    both = (sent, stranger)
    closed = lab.ask(load, show, both)
    assert closed.passed == (False, False)
    todo = steps(read(closed.shown), sent.packet())
    assert todo
    does = [(list(step.do), "") for step in todo]
    opened = lab.ask([*load, *does], show, both)
    assert opened.passed == (True, False)
    undo = [(list(step.undo), "") for step in todo if step.undo]
    if undo:  # nft takes a rule away by its handle
        assert lab.ask([*load, *does, *undo], show, both).passed == (False, False)


def read(shown: tuple[str, ...]) -> RuleSet:
    if len(shown) == 1:
        return nft.read(shown[0])
    return combined(iptables.read(shown[0], 4), iptables.read(shown[1], 6))


def test_what_goes_out() -> None:
    rules = iptables.read(
        "# Generated by iptables-save v1.8.9 (nf_tables)\n*filter\n:OUTPUT DROP [0:0]\nCOMMIT\n", 4
    )
    out = KNET._replace(direction=Direction.OUT, source_port=port(5405), returns=None)
    (step,) = steps(rules, out)
    assert " ".join(step.do).startswith(
        "iptables -w -t filter -I OUTPUT -o eth1 -d 10.0.0.1 -p udp"
    )
