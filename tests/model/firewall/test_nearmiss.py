"""Rules that were meant for the cluster's packets and miss them."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.address import Literal, parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.iptables import read
from hadoctor.model.firewall.judge import Standing
from hadoctor.model.firewall.nearmiss import misses
from hadoctor.model.firewall.traffic import Host
from hadoctor.target import DEFAULTS

CONF = """totem {
    version: 2
    transport: TRANSPORT
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.0.1.1
        name: a
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: 10.0.1.2
        name: b
        nodeid: 2
    }
}
"""
REPLIES = "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
"""What makes knet work by luck."""


def missed(transport: str, *rules: str, policy: str = "DROP") -> list[tuple[str, str, bool]]:
    text = CONF.replace("TRANSPORT", transport)
    if transport != "knet":
        text = "".join(line for line in text.splitlines(True) if "ring1" not in line)
    subject = from_bytes("corosync.conf", text.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    corosync = subject.facts.get(Corosync)
    assert isinstance(corosync, Corosync)
    lines = ("*filter", f":INPUT {policy} [0:0]", ":OUTPUT ACCEPT [0:0]", *rules, "COMMIT", "")
    addresses = [parse("10.0.0.1"), parse("10.0.1.1")]
    own = {a: f"eth{n}" for n, a in enumerate(addresses) if isinstance(a, Literal)}
    found = list(misses(read("\n".join(lines), 4), corosync, Host(corosync.nodes[0], own)))
    luck = transport == "knet" and REPLIES in rules
    assert all(m.standing is (Standing.LUCK if luck else Standing.SHUT) for m in found)
    return [(m.wanted, m.opened, m.same_protocol) for m in found]


def test_tcp() -> None:
    rule = "-A INPUT -p tcp -m tcp --dport 5404:5406 -j ACCEPT"
    assert missed("udpu", rule) == [("udp/5405", "tcp/5405", False)]


@pytest.mark.parametrize("more", [(), (REPLIES,)])
def test_the_second_link_has_a_port_of_its_own(more: tuple[str, ...]) -> None:
    rule = "-A INPUT -p udp -m udp --dport 5404:5405 -j ACCEPT"
    assert missed("knet", *more, rule) == [("udp/5406", "udp/5405", True)]


@pytest.mark.parametrize(
    "rules",
    [
        # Open, as it should be.
        ("-A INPUT -p udp -m udp --dport 5404:5406 -j ACCEPT",),
        # Closed, and nobody has tried to open it.
        (),
        ("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",),
        # All of tcp: that was not for the cluster.
        ("-A INPUT -p tcp -j ACCEPT",),
        ("-A INPUT -p tcp -m tcp --dport 1024:65535 -j ACCEPT",),
        # Blocked on purpose.
        (
            "-A INPUT -p udp -m udp --dport 5405 -j DROP",
            "-A INPUT -p udp -m udp --dport 5404:5406 -j ACCEPT",
        ),
        # For another peer.
        ("-A INPUT -s 10.0.0.9/32 -p tcp -m tcp --dport 5405 -j ACCEPT",),
    ],
)
def test_no_miss(rules: tuple[str, ...]) -> None:
    assert missed("udpu", *rules) == []


def test_nothing_is_blocked() -> None:
    rule = "-A INPUT -p tcp -m tcp --dport 5405 -j ACCEPT"
    assert missed("udpu", rule, policy="ACCEPT") == []
