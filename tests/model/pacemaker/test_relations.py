"""Loops of orders and colocations, as crm_simulate finds them."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.relations import before, depends
from hadoctor.target import DEFAULTS

PRIMITIVES = "".join(f"primitive {name} Dummy\n" for name in "ABCDE")
GROUP = "group G A B\n"
CLONE = "clone M C meta promotable=true\n"


def pacemaker(text: str) -> Pacemaker:
    subject = from_bytes("x.crm", (PRIMITIVES + text).encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Pacemaker)
    assert isinstance(found, Pacemaker)
    return found


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("order o1 A B\norder o2 B A", "AB"),
        ("order o1 A B\norder o2 Optional: B A", "AB"),
        ("order o1 Serialize: A B\norder o2 Serialize: B A", "AB"),
        ("order o1 A B\norder o2 B C", ""),
        ("order o1 A B C\norder o2 C A", "ABC"),
        ("order o1 ( A B ) ( C D )\norder o2 D B", "BD"),
        ("order o1 ( A B ) ( C D )\norder o2 C D", ""),
        (GROUP + "order o1 B A", "BA"),
        (GROUP + "order o1 B G", "BGA"),
        (GROUP + "order o1 G B", ""),
        (GROUP + "order o1 G C\norder o2 C B", "GCB"),
        (GROUP + "order o1 G C\norder o2 D G", ""),
        (CLONE + "order o1 M:promote A:start\norder o2 A:start M:start", "MCA"),
        (CLONE + "order o1 M:promote A:start\norder o2 M:demote A:stop", ""),
        (CLONE + "order o1 M:start A:start\norder o2 A:start M:promote", ""),
        ("order o1 A B\norder o2 A:stop B:stop", "AB"),
        ("order o1 A B\norder o2 B:stop A:stop symmetrical=true", ""),
    ],
)
def test_loops_of_orders(text: str, loop: str) -> None:
    found = list(pacemaker(text).graphs.in_time.loops())
    assert {frozenset(one.resources) for one in found} == ({frozenset(loop)} if loop else set())


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("colocation c1 inf: A B\ncolocation c2 inf: B A", "AB"),
        ("colocation c1 inf: A B\ncolocation c2 100: B A", ""),
        ("colocation c1 inf: A B C\ncolocation c2 inf: A C", "ABC"),
        ("colocation c1 inf: A B C\ncolocation c2 inf: C A", ""),
        (GROUP + "colocation c1 inf: G C\ncolocation c2 inf: C B", "GCBA"),
        (GROUP + "colocation c1 inf: A C\ncolocation c2 inf: B C", ""),
        (CLONE + "colocation c1 inf: A M:Master\ncolocation c2 inf: M:Slave A", ""),
    ],
)
def test_loops_of_colocations(text: str, loop: str) -> None:
    found = list(pacemaker(text).graphs.together.loops())
    assert {frozenset(one.resources) for one in found} == ({frozenset(loop)} if loop else set())


def test_before() -> None:
    model = pacemaker(GROUP + CLONE + "order o1 M:promote G:start\norder o2 G D")
    a, c, d, e = (model.resources[name] for name in "ACDE")
    graph = model.graphs.mandatory
    assert before(graph, c, a) is True
    assert before(graph, c, d) is True
    assert before(graph, d, a) is False
    assert before(graph, e, a) is False


def test_depends() -> None:
    model = pacemaker(GROUP + "colocation c inf: D G\ncolocation c2 inf: E C D")
    a, c, d, e = (model.resources[name] for name in "ACDE")
    graph = model.graphs.together
    assert depends(graph, d, a) is True
    assert depends(graph, d, c) is True
    assert depends(graph, c, e) is True
    assert depends(graph, e, c) is False
