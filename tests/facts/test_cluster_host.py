"""What the node knows of the addresses and ways of its cluster."""

from __future__ import annotations

from hadoctor.facts import Unknown
from hadoctor.facts.files import from_bytes
from hadoctor.facts.interfaces import Interfaces
from hadoctor.facts.node.cluster_host import cluster_host, nameless
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Answer, Names
from hadoctor.facts.node.routes import Route, Routes
from hadoctor.facts.subject import Subject
from hadoctor.model.address import parse
from hadoctor.model.corosync import Corosync
from hadoctor.model.firewall.traffic import Host, packets
from hadoctor.source import Source
from hadoctor.target import DEFAULTS

CONF = b"""totem {
    version: 2
    transport: knet
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: alice
        nodeid: 1
    }
    node {
        ring0_addr: bob-ring
        name: bob
        nodeid: 2
    }
}
"""
NO_INTERFACES = Interfaces(Source("ip-addr.json", b"[]"), ())
ROUTES = Routes((Route(0, "10.0.0.1", "10.0.0.2", "eth0"),))


def corosync() -> Corosync:
    subject = from_bytes("corosync.conf", CONF, DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Corosync)
    assert isinstance(found, Corosync)
    return found


def host(names: Names, hostname: str = "alice", routes: Routes | Unknown = ROUTES) -> Host:
    found = cluster_host(corosync(), NO_INTERFACES, Identity(hostname), names, routes)
    assert isinstance(found, Host)
    return found


def test_a_name_is_an_address() -> None:
    known = host(Names((Answer("bob-ring", ("10.0.0.2",)),)))
    assert known.names == {"bob-ring": parse("10.0.0.2")}
    assert list(known.returns.values()) == ["eth0"]
    assert nameless(corosync(), known) == ()
    assert {str(p.other) for p in packets(corosync(), known)} == {"10.0.0.2"}


def test_a_name_that_nobody_knows() -> None:
    for names in (Names(()), Names((Answer("bob-ring", why="no such name"),))):
        known = host(names, routes=Unknown("no ip"))
        assert nameless(corosync(), known) == ("bob-ring",)
        assert known.returns == {}


def test_another_host() -> None:
    found = cluster_host(corosync(), NO_INTERFACES, Identity("carol"), Names(()), ROUTES)
    assert isinstance(found, Unknown)
