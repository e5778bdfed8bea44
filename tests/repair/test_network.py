"""Interfaces, routes and ports are a human's business: the commands, with the names of this node."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hadoctor.facts.node.identity import Identity
from hadoctor.facts.node.names import Answer, Names
from hadoctor.facts.node.routes import Route, Routes
from hadoctor.facts.node.sockets import Sockets, UdpSocket
from hadoctor.repair.step import Protocol
from tests.probe.worlds import ADDRESSES, CONF, world

from .planned import planned


def protocol(
    *facts: Any, addresses: str = ADDRESSES, conf: str = CONF, host: str = "alpha"
) -> Protocol:
    names = Names(tuple(Answer(name, why="it does not resolve") for name in ("alpha", "beta")))
    known = (Identity(host), names, *facts)
    found = planned(world(), *known, conf=conf, addresses=addresses)
    assert found.repairs == ()
    (one,) = found.protocols
    assert one.cures
    return one


def changed(**new: Any) -> str:
    (interface,) = json.loads(ADDRESSES)
    interface["addr_info"][0].update(new.pop("address", {}))
    return json.dumps([{**interface, **new}])


def test_an_interface_that_is_down() -> None:
    assert "$ ip link set eth1 up" in protocol(addresses=changed(flags=[])).lines


def test_an_address_that_is_elsewhere() -> None:
    found = protocol(addresses=changed(address={"local": "10.0.0.7"}))
    assert found.title.startswith("let the host have the address")


def test_a_leased_address() -> None:
    lines = protocol(addresses=changed(address={"dynamic": True})).lines
    assert any("ipv4.addresses 10.0.0.1/24" in line for line in lines)


@pytest.mark.parametrize(
    ("route", "line"),
    [
        (Route(0, "10.0.0.1", "10.0.0.2", why="network is unreachable"), "via GATEWAY"),
        (Route(0, "10.0.0.1", "10.0.0.2", "tun 0;", expected="eth1"), "dev 'tun 0;'"),
        (Route(0, "fd00::1", "fd00::2", why="no route"), "ip -6 route add fd00::2"),
    ],
)
def test_routes(route: Route, line: str) -> None:
    assert any(line in one for one in protocol(Routes((route,))).lines)


def test_a_port_of_another_program() -> None:
    taken = Sockets((UdpSocket("0.0.0.0", 5405, process="netserver", pid=811),))
    assert "$ systemctl status 811    # which service it belongs to" in protocol(taken).lines


def test_the_address_of_another_node() -> None:
    both = json.loads(ADDRESSES)
    both[0]["addr_info"].append({"family": "inet", "local": "10.0.0.2", "prefixlen": 24})
    lines = protocol(addresses=json.dumps(both)).lines
    assert "$ ip address del 10.0.0.2/24 dev eth1" in lines


def test_a_host_that_is_no_node() -> None:
    lines = protocol(host="gamma", addresses=changed(address={"local": "10.7.0.1"})).lines
    assert any("10.7.0.1" in line for line in lines)
