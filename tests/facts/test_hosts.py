"""The hosts file, read as the C library reads it; what is said of getaddrinfo was tried on glibc."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.facts.hosts import Hosts
from hadoctor.model.address import Literal
from hadoctor.source import Source
from tests.daemon.addresses import names

SIX_FIRST, FOUR_FIRST, FOUR, SIX = (6, 4), (4, 6), (4,), (6,)
TEXT = b"""# comment
127.0.0.1 localhost
127.0.1.1\tone.example.net one # x y
10.0.0.2 two
 10.0.0.3 Three\r
10.0.0.4 two
::1 six
fd00::5 both
10.0.0.5 both
127.0.1.1 far
fd00::6 far
010.0.0.7 octal
10.0.7 short
10.0.0.8/24 masked
[cluster]
node9 ansible_host=10.0.0.9
10.0.0.10 cut#off
10.0.0.11 n\0ul
"""


def hosts(data: bytes = TEXT) -> Hosts:
    return Hosts(Source("hosts", data))


@pytest.mark.parametrize(
    ("name", "families", "address"),
    [
        ("one", SIX_FIRST, "127.0.1.1"),
        ("ONE.example.net", SIX_FIRST, "127.0.1.1"),
        ("three", FOUR, "10.0.0.3"),
        ("two", FOUR, "10.0.0.2"),
        ("two", SIX, None),
        ("six", SIX_FIRST, "::1"),
        ("six", FOUR, "::1"),
        ("both", SIX_FIRST, "fd00::5"),
        ("both", FOUR_FIRST, "10.0.0.5"),
        ("far", SIX_FIRST, "fd00::6"),
        ("far", FOUR, "127.0.1.1"),
        ("octal", FOUR, None),
        ("short", FOUR, None),
        ("masked", FOUR, None),
        ("x", SIX_FIRST, None),
        ("10.0.0.2", SIX_FIRST, None),
        ("node9", SIX_FIRST, None),
        ("ansible_host=10.0.0.9", SIX_FIRST, None),
        ("cut", FOUR, "10.0.0.10"),
        ("off", FOUR, None),
        ("n", FOUR, "10.0.0.11"),
        ("\xff", FOUR, None),
        ("\u20ac", FOUR, None),
    ],
)
def test_resolve(name: str, families: tuple[int, ...], address: str | None) -> None:
    found = hosts().resolve(name, families)
    assert (str(found.literal) if found else None) == address


def test_loopback_is_sorted_first() -> None:
    found = hosts(b"10.0.0.1 a\n127.0.1.1 a\n").resolve("a", SIX_FIRST)
    assert found
    assert found.literal.loopback


def test_places() -> None:
    (found,) = hosts().mappings("three")
    assert found.address.text == "10.0.0.3"
    assert found.name.text == "Three"
    assert found.name.first == (5, 11)


WORDS = st.sampled_from(["10.0.0.1", "10.0.0.2", "a", "b", "a.b", "#", " ", "\t", "\n", "x"])


@given(st.lists(WORDS).map("".join))
def test_agrees_with_a_simple_reader(text: str) -> None:
    known = hosts(text.encode())
    for name, address in names(text).items():
        first = next((m for m in known.mappings(name)), None)
        if first is not None and address.count(".") == 3 and address[0].isdigit():
            assert first.literal.family == 4


@given(st.binary())
def test_never_raises_and_places_are_exact(data: bytes) -> None:
    known = hosts(data)
    for word in {*data.split(), b"a"}:
        name = word.decode("latin-1")
        for found in known.mappings(name):
            assert isinstance(found.literal, Literal)
            assert data[found.name.start : found.name.end].lower() == word.lower()
            assert data[found.address.start : found.address.end].decode() in repr(data)
        known.resolve(name, SIX_FIRST)


ADDRESSES = st.ip_addresses().map(str)
LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@given(st.lists(st.tuples(ADDRESSES, LABEL), max_size=20))
def test_every_line_counts(lines: list[tuple[str, str]]) -> None:
    known = hosts("".join(f"{address} {name}\n" for address, name in lines).encode())
    for _, name in lines:
        expected = [address for address, other in lines if other == name]
        assert [m.address.text for m in known.mappings(name)] == expected
        assert known.resolve(name, SIX_FIRST)
