"""The output of `ip -j addr`: what is read, and that nothing in it can break the reader."""

from __future__ import annotations

import ipaddress
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.facts import Unknown
from hadoctor.facts.interfaces import Interfaces, Local, read
from hadoctor.model.address import Literal, parse
from hadoctor.model.network import BITS, network
from hadoctor.source import Source

OUTPUT = """[{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP","LOWER_UP"],"addr_info":[
{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host","label":"lo"},
{"family":"inet6","local":"::1","prefixlen":128,"scope":"host"}]},{},
{"ifindex":2,"ifname":"eth0","flags":["BROADCAST","UP"],"address":"02:00:00:00:00:01","addr_info":[
{"family":"inet","local":"10.0.0.1","prefixlen":24,"broadcast":"10.0.0.255","dynamic":true},
{"family":"inet","local":"10.0.0.100","prefixlen":16},
{"family":"inet6","local":"fd00::1","prefixlen":64}]},
{"ifindex":3,"ifname":"eth1","flags":[],"addr_info":[]}]"""


def literal(text: str) -> Literal:
    found = parse(text)
    assert isinstance(found, Literal)
    return found


def given_(data: str | bytes) -> Interfaces | Unknown:
    return read(Source("ip-addr.json", data.encode() if isinstance(data, str) else data))


def output() -> Interfaces:
    found = given_(OUTPUT)
    assert isinstance(found, Interfaces)
    return found


def test_what_is_read() -> None:
    lo, eth0, eth1 = output().interfaces
    assert (lo.name, lo.number, lo.up) == ("lo", 1, True)
    assert [str(a) for a in eth0.addresses] == [
        "10.0.0.1/24 (eth0)",
        "10.0.0.100/16 (eth0)",
        "fd00::1/64 (eth0)",
    ]
    assert [a.dynamic for a in eth0.addresses] == [True, False, False]
    assert not eth1.up
    assert not eth1.addresses


def test_questions() -> None:
    known = output()
    assert known.own(literal("10.0.0.1"))
    assert not known.own(literal("127.0.0.1"))
    assert not known.own(None)
    assert [str(a.literal) for a in known.near(literal("10.0.0.9"))] == ["10.0.0.1", "10.0.0.100"]
    assert [str(a.literal) for a in known.near(literal("10.0.9.9"))] == ["10.0.0.100"]
    assert not known.near(literal("10.1.0.1"))
    assert str(known.connected(literal("10.0.0.9"))) == "10.0.0.0/24"
    assert str(known.connected(literal("fd00::9"))) == "fd00::/64"
    assert known.connected(literal("192.0.2.1")) is None
    found = known.broadcast_of(literal("10.0.255.255"))
    assert found
    assert str(found.network) == "10.0.0.0/16"
    assert known.broadcast_of(literal("10.0.0.254")) is None


@pytest.mark.parametrize(
    "text",
    ["", "x", "{}", "[]", "[1]", "null", "[{}]", "[" * 100_000, "\xff", '"a', "1" * 5000, "[NaN]"],
    ids=lambda text: text[:8],
)
def test_not_that_output(text: str) -> None:
    found = given_(text.encode("latin-1"))
    assert isinstance(found, Unknown)
    assert found.why.startswith("ip-addr.json is not the output of 'ip -j addr'")


@pytest.mark.parametrize(
    "info",
    [
        None,
        {},
        {"local": 1, "prefixlen": 24},
        {"local": "10.0.0.1"},
        {"local": "10.0.0.1", "prefixlen": 33},
        {"local": "10.0.0.1", "prefixlen": -1},
        {"local": "10.0.0.1", "prefixlen": True},
        {"local": "10.0.0.1", "prefixlen": 24.0},
        {"local": "eth0", "prefixlen": 24},
        {"local": "fe80::1%eth0", "prefixlen": 64},
        {"local": "1" * 10_000, "prefixlen": 24},
    ],
)
def test_what_has_another_shape_is_left_out(info: Any) -> None:
    item = {"ifname": "a\x1b\ud800", "ifindex": "1", "flags": 5, "addr_info": [info]}
    found = given_(json.dumps([item]))
    assert isinstance(found, Interfaces)
    assert found.interfaces[0].name == "?"
    assert not found.addresses


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["ifname", "ifindex", "flags", "addr_info", "local", "prefixlen", "x"]),
            inner,
        )
    ),
)


@given(JSON)
def test_any_json(value: Any) -> None:
    found = given_(json.dumps(value))
    assert isinstance(found, Interfaces | Unknown)
    if isinstance(found, Interfaces):
        assert all(isinstance(a, Local) for a in found.addresses)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    assert isinstance(given_(data), Interfaces | Unknown)


@given(st.ip_addresses(), st.integers(0, 128))
def test_networks_are_those_of_the_library(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, length: int
) -> None:
    one = literal(str(address)) if address.version == 4 else Literal(6, int(address))
    length = min(length, BITS[one.family])
    ours = network(one, length)
    theirs = ipaddress.ip_network(
        (int(one.value), length) if one.family == 4 else (address, length), False
    )
    assert ours.value == int(theirs.network_address)
    assert ours.holds(one)
    if ours.broadcast:
        assert ours.broadcast.value == int(theirs.broadcast_address)
        assert ours.holds(ours.broadcast)
    else:
        assert one.family == 6 or length > 30
