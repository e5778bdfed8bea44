"""Which node ids the daemon finds given twice: tried with twelve nodes on 2.4 and 3.1."""

from __future__ import annotations

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.corosync import Corosync
from hadoctor.model.nodeids import Clash, clashes
from hadoctor.target import TARGETS, Targets


def clash(ids: list[str], target: str = "3.1", transport: str = "knet") -> Clash | None:
    """The first one among nodes with these ids; an empty text is no id."""
    text = f"totem {{\nversion: 2\ntransport: {transport}\n}}\nnodelist {{\n"
    for number, nodeid in enumerate(ids, 1):
        given = f"nodeid: {nodeid}\n" if nodeid else ""
        text += f"node {{\nring0_addr: 10.0.0.{number}\nname: n{number}\n{given}}}\n"
    subject = from_bytes("corosync.conf", f"{text}}}\n".encode(), Targets(TARGETS[target]))
    assert isinstance(subject, Subject)
    corosync = subject.facts.get(Corosync)
    assert isinstance(corosync, Corosync)
    return next(clashes(corosync), None)


@pytest.mark.parametrize("target", ["2.4", "3.1"])
@pytest.mark.parametrize(
    ("one", "two", "noticed"),
    [
        (0, 1, True),
        (0, 2, True),
        (1, 3, True),
        (1, 10, True),
        (10, 11, True),
        (2, 3, False),
        (3, 9, False),
        (2, 10, False),
        (2, 11, False),
        (9, 11, False),
    ],
)
def test_twelve_nodes(target: str, one: int, two: int, noticed: bool) -> None:
    ids = [str(n) for n in range(1, 13)]
    ids[two] = ids[one]
    found = clash(ids, target, "udpu")
    assert found is not None
    assert found.noticed == noticed
    assert [node.position for node in found.nodes] == [one, two]


def test_different_ids_do_not_clash() -> None:
    assert clash(["1", "2", "3"]) is None


def test_two_zeros() -> None:
    """Since 3.1 udpu generates an id instead of a 0."""
    assert clash(["0", "0"], "3.1", "udpu") is None
    for target in ("2.4", "3.0"):
        found = clash(["0", "0"], target, "udpu")
        assert found is not None
        assert found.noticed


@pytest.mark.parametrize(
    ("target", "first", "noticed"),
    [
        ("2.4", "given", True),
        ("3.0", "given", True),
        ("3.1", "given", True),
        ("2.4", "generated", True),
        ("3.0", "generated", False),
        ("3.1", "generated", True),
    ],
)
def test_given_and_generated(target: str, first: str, noticed: bool) -> None:
    """10.0.0.2 makes 167772162, and 10.0.0.1 makes 167772161."""
    ids = ["167772162", ""] if first == "given" else ["", "167772161"]
    found = clash(ids, target, "udpu")
    assert found is not None
    assert found.noticed == noticed
