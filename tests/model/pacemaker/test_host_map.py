"""Lists and maps of fence devices, read as the fencer reads them."""

from __future__ import annotations

import pytest

from hadoctor.model.pacemaker.host_map import delays, host_list, host_map, misjoined


@pytest.mark.parametrize(
    ("text", "entries", "lost"),
    [
        ("a:1;b:2", [("a", "1"), ("b", "2")], ()),
        ("a:1 b=2\tc:3", [("a", "1"), ("b", "2"), ("c", "3")], ()),
        ("a:1,2;b:3", [("a", "1,2"), ("b", "3")], ()),
        ("a:1,b:2", [("1,b", "2")], ()),
        ("a: 1; b: 2", [("a", ""), ("b", "")], ("1", "2")),
        (r"a:vm\ one;b:vm\:two", [("a", "vm one"), ("b", "vm:two")], ()),
        ("a;b:2", [("b", "2")], ("a",)),
        ("", [], ()),
        ("a:1;;b:2;", [("a", "1"), ("b", "2")], ()),
        ("a:b:1", [("b", "1")], ()),
    ],
)
def test_host_map(text: str, entries: list[tuple[str, str]], lost: tuple[str, ...]) -> None:
    found = host_map(text)
    assert [tuple(entry) for entry in found.entries] == entries
    assert found.lost == lost


def test_host_list() -> None:
    assert host_list("a,b; c\td on OFF") == ("a", "b", "c", "d")
    assert host_list("a:1;b:2") == ("a", "b")
    assert host_list("") == ()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a:1,b:2", "a:1;b:2"),
        ("a=1 , b=2,c=3", "a=1;b=2;c=3"),
        ("a:1,2;b:3,4", "a:1,2;b:3,4"),
        ("a:1,2,b:3", "a:1,2;b:3"),
    ],
)
def test_misjoined(text: str, fixed: str) -> None:
    for start, end in reversed(list(misjoined(text))):
        text = text[:start] + ";" + text[end:]
    assert text == fixed


def test_delays() -> None:
    assert delays("5s").times == (("", "5s"),)
    assert delays("a:5s;b:0s").times == (("a", "5s"), ("b", "0s"))
    assert delays("a=5s;b=0s").broken == ("a=5s", "b=0s")
    assert delays("a:5s,b:0s").broken
