"""The packets that a configuration makes corosync send."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall import iptables
from hadoctor.model.firewall.judge import Standing, judge
from hadoctor.model.firewall.packet import Cast, Direction, State, reverse
from hadoctor.model.firewall.services import (
    BOOTH,
    PCSD,
    REMOTE,
    REMOTE_NODE,
    first_link,
    qnetd,
    service_packets,
)
from hadoctor.model.firewall.traffic import Host, packets
from hadoctor.target import DEFAULTS

from .lab import literal
from .recorded import KNET, recorded

NODES = """
nodelist {
    node {
        ring0_addr: 10.0.0.1
        ring1_addr: 10.0.1.1
        name: a
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        ring1_addr: b-two
        name: b
        nodeid: 2
    }
    node {
        ring0_addr: 10.0.0.3
        ring1_addr: 10.0.1.3
        name: c
        nodeid: 3
    }
}
"""
ONE_LINK = "".join(line for line in NODES.splitlines(True) if "ring1" not in line)


def corosync(totem: str = "", nodes: str = ONE_LINK, more: str = "") -> Corosync:
    text = f"totem {{\n    version: 2\n{totem}\n}}\n{nodes}{more}"
    subject = from_bytes("corosync.conf", text.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Corosync)
    assert isinstance(found, Corosync)
    return found


def host(config: Corosync, **names: str) -> Host:
    return Host(
        config.nodes[0],
        {literal("10.0.0.1"): "eth1", literal("10.0.1.1"): "eth2"},
        {name.replace("_", "-"): literal(text) for name, text in names.items()},
        {(literal("10.0.0.1"), literal("10.0.0.2")): "eth1"},
    )


def told(config: Corosync, **names: str) -> list[str]:
    return sorted(map(str, packets(config, host(config, **names))))


def test_knet() -> None:
    assert told(corosync()) == [
        "udp 10.0.0.1:5405 to 10.0.0.2:5405 out on eth1",
        "udp 10.0.0.1:5405 to 10.0.0.3:5405 out on eth1",
        "udp 10.0.0.2:5405 to 10.0.0.1:5405 in on eth1",
        "udp 10.0.0.3:5405 to 10.0.0.1:5405 in on eth1",
    ]
    config = corosync()
    found = packets(config, host(config))
    assert all(packet.replies for packet in found)
    back = {str(p.other): p.returns for p in found if p.direction is Direction.IN}
    assert back == {"10.0.0.2": True, "10.0.0.3": None}


def test_a_port_for_each_link() -> None:
    config = corosync(nodes=NODES)
    # Nobody knows who b-two is.
    assert "udp 10.0.1.3:5406 to 10.0.1.1:5406 in on eth2" in told(config)
    assert len(told(config)) == 6
    assert "udp 10.0.1.2:5406 to 10.0.1.1:5406 in on eth2" in told(config, b_two="10.0.1.2")


def test_another_port() -> None:
    interface = "    interface {\n        linknumber: 0\n        mcastport: 6000\n    }"
    assert "udp 10.0.0.2:6000 to 10.0.0.1:6000 in on eth1" in told(corosync(interface))


def test_knet_over_sctp() -> None:
    interface = "    interface {\n        linknumber: 0\n        knet_transport: sctp\n    }"
    config = corosync(interface)
    assert "sctp 10.0.0.2 to 10.0.0.1:5405 in on eth1" in told(config)
    assert not any(packet.replies for packet in packets(config, host(config)))


def test_udpu() -> None:
    config = corosync("    transport: udpu")
    assert "udp 10.0.0.2:5405 to 10.0.0.1:5405 in on eth1" in told(config)
    assert "udp 10.0.0.2 to 10.0.0.1:5405 in on eth1" in told(config)
    assert not any(packet.replies for packet in packets(config, host(config)))


@pytest.mark.parametrize(
    ("key", "group", "cast"),
    [
        ("mcastaddr: 239.1.1.1", "239.1.1.1", Cast.MULTICAST),
        ("broadcast: yes", "255.255.255.255", Cast.BROADCAST),
    ],
)
def test_udp(key: str, group: str, cast: Cast) -> None:
    interface = (
        f"    transport: udp\n    interface {{\n        ringnumber: 0\n        {key}\n    }}"
    )
    config = corosync(interface)
    assert told(config).count(f"udp 10.0.0.1:5404 to {group}:5405 out on eth1") == 1
    assert f"udp 10.0.0.2:5404 to {group}:5405 in on eth1" in told(config)
    assert "udp 10.0.0.2:5404 to 10.0.0.1:5405 in on eth1" in told(config)
    casts = {p.cast for p in packets(config, host(config)) if str(p.destination) == group}
    assert casts == {cast}


def test_services() -> None:
    config = corosync(nodes=NODES)
    peers = first_link(config, host(config))
    assert [(e.label, str(e.peer)) for e in peers] == [("b", "10.0.0.2"), ("c", "10.0.0.3")]
    assert len(list(service_packets(PCSD, peers))) == 4
    assert [p.direction for p in service_packets(REMOTE, peers[:1])] == [Direction.OUT]
    assert [p.direction for p in service_packets(REMOTE_NODE, peers[:1])] == [Direction.IN]
    assert all(p.replies for p in service_packets(BOOTH, peers))


def test_the_host_of_the_quorum_device() -> None:
    device = "\nquorum {\n    provider: corosync_votequorum\n    device {\n        model: net\n"
    device += "        net {\n            host: qnetd\n            algorithm: ffsplit\n        }\n    }\n}\n"
    config = corosync(more=device)
    assert [str(p) for p in qnetd(config, host(config, qnetd="10.9.9.9"))] == [
        "tcp 10.0.0.1 to 10.9.9.9:5403 out on eth1"
    ]
    assert qnetd(config, host(config)) == ()
    assert qnetd(corosync(), host(corosync())) == ()


def test_there_and_back() -> None:
    assert reverse(reverse(KNET)) == KNET
    assert reverse(KNET._replace(state=State.ESTABLISHED)).state is State.NEW


@pytest.mark.parametrize(
    ("transport", "standing"),
    [("knet", {Standing.LUCK}), ("udpu", {Standing.SHUT}), ("udp", {Standing.SHUT})],
)
def test_default_deny(transport: str, standing: set[Standing]) -> None:
    """As on real clusters: knet goes on under a rule set without a rule for it, udp and udpu do not."""
    config = corosync(f"    transport: {transport}\n    cluster_name: x")
    found = {
        judge(recorded("ufw-closed.txt"), packet).standing
        for packet in packets(config, host(config))
        if packet.direction is Direction.IN and not packet.itself
    }
    assert found == standing


@pytest.mark.parametrize(("transport", "some"), [("knet", False), ("udpu", True), ("udp", True)])
def test_what_a_node_sends_to_itself(transport: str, some: bool) -> None:
    """As counted on real nodes; where it is dropped, a node that was alone stays alone."""
    config = corosync(f"    transport: {transport}\n    cluster_name: x")
    own = [packet for packet in packets(config, host(config)) if packet.itself]
    assert {p.direction for p in own} == (set(Direction) if some else set())
    assert {(p.interface, str(p.source)) for p in own} <= {("lo", "10.0.0.1")}
    # All tools of a distribution let the loopback interface alone.
    assert all(judge(recorded("ufw-closed.txt"), p).standing is Standing.OPEN for p in own)
    shut = iptables.read("*filter\n:INPUT DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n", 4)
    dropped = {p.direction for p in own if judge(shut, p).standing is Standing.SHUT}
    assert dropped == ({Direction.IN} if some else set())
