"""Who has quorum after a loss."""

from __future__ import annotations

import pytest

from hadoctor.model.corosync import Corosync
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import DEFAULT
from hadoctor.verdict.quorum import assumed, rest
from tests.verdict.clusters import corosync


def _read(text: str) -> Corosync:
    return Corosync(parse(Source("corosync.conf", text.encode()), DEFAULT), DEFAULT)


@pytest.mark.parametrize(
    ("conf", "lost", "quorate"),
    [
        (corosync(2), "alice", False),
        (corosync(2, "  two_node: 1\n"), "alice", True),
        (corosync(3), "bob", True),
        (corosync(4), "BOB", True),
        (corosync(3, votes="    quorum_votes: 3\n"), "alice", False),
        (corosync(3, votes="    quorum_votes: 3\n"), "bob", True),
        (corosync(2, "  auto_tie_breaker: 1\n"), "alice", False),
        (corosync(2, "  auto_tie_breaker: 1\n"), "bob", True),
        (corosync(2, "  auto_tie_breaker: 1\n  auto_tie_breaker_node: highest\n"), "alice", True),
        (corosync(2, "  auto_tie_breaker: 1\n  auto_tie_breaker_node: 2\n"), "bob", False),
        (corosync(2, "  device {\n    model: net\n    votes: 1\n  }\n"), "alice", True),
        (corosync(2, "  device {\n    model: net\n  }\n"), "alice", True),
        (corosync(3, "  expected_votes: 6\n"), "alice", False),
    ],
)
def test_the_rest(conf: str, lost: str, quorate: bool) -> None:
    found = rest(lost, 2, _read(conf))
    assert found.quorate is quorate
    assert bool(found.votes) is not quorate


def test_without_corosync_conf() -> None:
    assert rest("alice", 2, None).quorate
    assert not rest("alice", 1, None).quorate
    assert "two_node" in (assumed(2, None) or "")
    assert assumed(1, None) is None
    assert assumed(2, _read(corosync(2))) is None
    assert "device" in (assumed(2, _read(corosync(2, "  device {\n    model: net\n  }\n"))) or "")
