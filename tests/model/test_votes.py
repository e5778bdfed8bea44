"""The model of votequorum says what the real daemon was recorded to do with every file of the
corpus, and its arithmetic has the daemon's 32 bits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.corosync import Corosync
from hadoctor.model.votes import Votes, tie_breaker_ids, votes
from hadoctor.target import TARGETS, Targets
from tests.daemon.fixtures import CORPUS

VERDICTS = {
    "2.4": "verdicts-2.4.jsonl",
    "3.0": "verdicts-3.0.jsonl",
    "3.1": "verdicts.jsonl",
    "next": "verdicts-next.jsonl",
}
FLAGS = ("2Node", "WaitForAll", "LastManStanding", "AutoTieBreaker")


def started() -> list[Any]:
    cases = []
    for target, name in VERDICTS.items():
        for line in (CORPUS / name).read_text().splitlines():
            row = json.loads(line)
            if row["started"]:
                cases.append(pytest.param(target, row, id=f"{target}-{row['file']}"))
    return cases


def load(data: bytes, target: str) -> tuple[Corosync, Votes]:
    subject = from_bytes("corosync.conf", data, Targets(TARGETS[target]))
    assert isinstance(subject, Subject)
    corosync = subject.facts.get(Corosync)
    assert isinstance(corosync, Corosync)
    return corosync, votes(corosync.cmap, corosync.nodes, TARGETS[target])


@pytest.mark.parametrize(("target", "row"), started())
def test_recorded_start(target: str, row: dict[str, Any]) -> None:
    corosync, model = load((CORPUS / row["file"]).read_bytes(), target)
    effective, tool = row["effective"], row["quorum"]
    assert model.counted == ("runtime.votequorum.two_node" in effective)
    if not model.counted:
        return
    own = _own_votes(corosync)
    expected = max(model.expected, own + _device_votes(model))
    assert effective["runtime.votequorum.two_node"] == model.two_node_in_force
    assert effective["runtime.votequorum.ev_barrier"] == model.expected
    assert bool(effective.get("runtime.votequorum.qdevice_can_operate")) == bool(model.device)
    assert bool(effective.get("runtime.votequorum.atb_type")) == model.tie_breaking
    assert int(tool["Expected votes"]) == expected
    alone = 1 if model.two_node_in_force else max((expected + 2) // 2, (own + 2) // 2)
    assert int(tool["Quorum"].split()[0]) == alone
    on = (
        model.two_node_in_force,
        model.wait_for_all,
        model.last_man_standing and own <= 1,
        model.tie_breaking,
    )
    assert set(tool["Flags"].split()) - {"Quorate"} == {
        flag for flag, is_on in zip(FLAGS, on, strict=True) if is_on
    }


def _own_votes(corosync: Corosync) -> int:
    if not corosync.nodes:
        own = corosync.number("quorum.votes")
        return 1 if own is None else own
    # Where only host names stand, the recording host was the first node.
    return (corosync.local or corosync.nodes[0]).votes


def _device_votes(model: Votes) -> int:
    if not model.device:
        return 0
    return model.node_votes - 1 if model.device_votes is None else model.device_votes


NODES = """nodelist {
    node {
        ring0_addr: 10.0.0.1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        nodeid: 2
        quorum_votes: %s
    }
}
quorum {
    provider: corosync_votequorum
    %s
}
"""


def quorum(lines: str, second: str = "1", target: str = "3.1") -> Votes:
    text = NODES % (second, lines.replace("; ", "\n    "))
    return load(text.encode(), target)[1]


def test_sums_wrap_around() -> None:
    assert quorum("", "4294967295").node_votes == 0
    assert quorum("expected_votes: 4294967295").quorum == 1


@pytest.mark.parametrize(
    ("expected", "device", "starved"),
    [
        (3, 1, False),
        (2, 1, True),
        (1, 3, True),
        (4294967295, 1, True),
        (2147483650, 3, False),
        (2147483650, 1, True),
        (0, 3, False),
        (3, 0, False),
    ],
)
def test_what_the_device_leaves(expected: int, device: int, starved: bool) -> None:
    lines = f"expected_votes: {expected}; device {{; model: net; votes: {device}; }}"
    assert quorum(lines).nodes_starved is starved


def test_device_without_votes() -> None:
    assert quorum("device {; model: net; }").expected == 3
    assert quorum("device {; model: net; votes: 4294967295; }").device_votes is None
    assert quorum("device {; votes: 1; }").device is None
    assert quorum("device {; model:; }").device is None


def test_tie_breaker_switches_two_node_off_and_leaves_wait_for_all() -> None:
    model = quorum("two_node: 1; auto_tie_breaker: 1")
    assert not model.two_node_in_force
    assert model.wait_for_all
    assert model.tie_breaking
    model = quorum("two_node: 1; auto_tie_breaker: 1; auto_tie_breaker_node: first")
    assert model.two_node_in_force


def test_tie_breaker_with_odd_votes_needs_wait_for_all() -> None:
    assert quorum("auto_tie_breaker: 1", "2").tie_breaker_dropped
    assert not quorum("auto_tie_breaker: 1; wait_for_all: 1", "2").tie_breaker_dropped
    assert not quorum("auto_tie_breaker: 1").tie_breaker_dropped


def test_tracking_sets_expected_votes_aside() -> None:
    assert quorum("expected_votes: 9").expected == 9
    assert quorum("expected_votes: 9; expected_votes_tracking: 1").expected == 2
    assert quorum("expected_votes: 9; allow_downscale: 1").expected == 2


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1 3", [1, 3]),
        ("1,3", [1]),
        (" 7\t8", [7, 8]),
        ("2 0 3", [2]),
        ("0 1", []),
        ("lowest", []),
        ("", []),
        ("4294967296 1", []),
        ("1 4294967298", [1, 2]),
        ("1\xa02", [1]),
    ],
)
def test_tie_breaker_ids(text: str, ids: list[int]) -> None:
    assert tie_breaker_ids(text) == ids
