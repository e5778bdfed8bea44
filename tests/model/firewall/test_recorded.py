"""The rule sets of real tools, and what they mean for a cluster."""

from __future__ import annotations

import re

import pytest

from hadoctor.model.firewall.evaluate import Allowed, Blocked, Undecided, verdict
from hadoctor.model.firewall.judge import judge, strangers
from hadoctor.model.firewall.packet import Packet

from .recorded import GROUP, JOIN, KNET, KNET6, KNET_OUT, incoming, recorded, text

UFW = ("ufw-closed.txt", "ufw6-closed.txt")


@pytest.mark.parametrize(
    ("names", "packet", "standing"),
    [
        (("nft-peers.json",), KNET, "open"),
        (("nft-peers.json",), KNET_OUT, "open"),
        (("nft-peers.json",), JOIN, "open"),
        (("nft-peers.json",), GROUP, "open"),
        (("nft-peers.json",), incoming("10.0.0.4"), "luck"),
        (("nft-peers.json",), incoming(to=5413), "luck"),
        (("nft-peers.json",), KNET._replace(interface="eth0"), "luck"),
        (("nft-peers.json",), JOIN._replace(interface=""), "unknown"),
        # The table is for IPv4 only, and nothing else is in the way of IPv6.
        (("nft-only-ssh.json",), KNET, "luck"),
        (("nft-only-ssh.json",), JOIN, "shut"),
        (("nft-only-ssh.json",), GROUP, "shut"),
        (("nft-only-ssh.json",), KNET6, "open"),
        (("nft-maps.json",), incoming("10.0.0.3"), "open"),
        (("nft-maps.json",), incoming("10.0.0.3", 5406), "unknown"),
        (("nft-maps.json",), KNET._replace(interface="eth0"), "shut"),
        (("iptables-nft.txt", "iptables-nft.json"), KNET, "open"),
        (("iptables-nft.txt", "iptables-nft.json"), JOIN, "open"),
        (("iptables-nft.txt", "iptables-nft.json"), incoming(to=5406), "luck"),
        # nft alone does not see what iptables has in its own modules.
        (("iptables-nft.json",), JOIN, "unknown"),
        # Not tracked: no packet is a reply.
        (("iptables-legacy.txt",), KNET, "shut"),
        (("iptables-legacy.txt",), incoming(to=5406), "open"),
        (UFW, KNET, "luck"),
        (UFW, KNET_OUT, "open"),
        (UFW, KNET6, "luck"),
        (UFW, JOIN, "shut"),
        (UFW, GROUP, "shut"),
        (("ufw-open.txt",), KNET, "open"),
        (("ufw-open.txt",), JOIN, "open"),
        (("ufw-denied.txt",), KNET, "open"),
        (("ufw-denied.txt",), incoming("10.0.0.3"), "luck"),
        (("firewalld-closed.json",), KNET, "luck"),
        (("firewalld-closed.json",), JOIN, "shut"),
        (("firewalld-closed.json",), KNET6, "luck"),
        (("firewalld-closed.json",), KNET6._replace(returns=None), "unknown"),
        (("firewalld-closed.json",), KNET6._replace(returns=False), "shut"),
        (("firewalld-open.json",), KNET, "open"),
        (("firewalld-open.json",), KNET6, "open"),
        (("firewalld-open.json",), incoming("10.0.0.3"), "luck"),
        (("firewalld-service.json",), incoming("10.0.0.3", 5412), "open"),
    ],
)
def test_standing(names: tuple[str, ...], packet: Packet, standing: str) -> None:
    found = judge(recorded(*names), packet)
    assert found.standing.value == standing, found


def test_the_rule_that_decides_is_named() -> None:
    found = verdict(recorded("firewalld-open.json"), JOIN)
    assert isinstance(found, Allowed)
    assert found.rule is not None
    assert found.rule.place == "inet firewalld filter_IN_internal_allow"
    assert found.rule.text == "ip saddr 10.0.0.2 udp dport 5405-5412 accept"
    blocked = verdict(recorded(*UFW), JOIN)
    assert isinstance(blocked, Blocked)
    assert (blocked.rule.place, blocked.rule.text) == ("ip filter INPUT", "policy drop")


def test_the_doubt_is_named() -> None:
    found = verdict(recorded("nft-maps.json"), incoming("10.0.0.9", 5410))
    assert isinstance(found, Undecided)
    assert found.rule is not None
    assert found.rule.text == "meta mark 7 accept"
    assert "mark" in found.why


def test_strangers() -> None:
    opened = list(strangers(recorded("firewalld-service.json"), [JOIN]))
    assert [allowed.rule.text for _, allowed in opened if allowed.rule] == [
        "udp dport 5405-5412 accept"
    ]
    assert not list(strangers(recorded("firewalld-open.json"), [JOIN, GROUP]))
    assert not list(strangers(recorded("nft-peers.json"), [JOIN, GROUP]))


@pytest.mark.parametrize("name", ["nft-peers", "nft-maps"])
def test_rules_read_as_nft_shows_them(name: str) -> None:
    """There is no text in nft's JSON: the one made here is that of `nft -a list ruleset`."""
    shown = {
        int(match[2]): re.sub(r"counter packets \d+ bytes \d+", "counter", match[1])
        for match in re.finditer(r"^\t\t(.+) # handle (\d+)$", text(f"{name}.txt"), re.MULTILINE)
    }
    rules = [rule for rule in recorded(f"{name}.json").rules if rule.number in shown]
    assert len(rules) > 6
    for rule in rules:
        # It shows numbers as they are, and marks are numbers.
        assert rule.text == shown[rule.number].replace("0x00000007", "7")


def test_rules_of_iptables_are_lines_of_the_text() -> None:
    lines = text("iptables-nft.txt").split("\n")
    for rule in recorded("iptables-nft.txt").rules:
        assert lines[rule.number - 1] == rule.text
