"""Our verdict against the real daemon's, on files that nobody wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hadoctor.target import TARGETS, Target
from tests.daemon import available
from tests.daemon.addresses import first_local
from tests.daemon.oracle import Oracle
from tests.differential.agreement import first_first, loads, needs_the_node, starts
from tests.differential.strategies import configurations
from tests.examples import check, codes

# The same files in every run, so that a change is judged and not the dice; to look for new
# disagreements, set HADOCTOR_EXAMPLES to a number: that many, other ones each time.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))


class Daemon(NamedTuple):
    """A build of corosync, and the target that it stands for."""

    target: Target
    oracle: Oracle


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=not EXPLORE,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module", params=["3.1", *available.prefixes()])
def daemon(request: pytest.FixtureRequest) -> Iterator[Daemon]:
    """The system's corosync, and whatever other builds the environment names."""
    available.require()
    if request.param not in TARGETS:
        pytest.skip("no target of that name")
    prefix = available.prefixes().get(request.param)
    with Oracle(prefix=prefix) as oracle:
        yield Daemon(TARGETS[request.param], oracle)


@examples(EXPLORE or 2000)
@given(data=st.data())
def test_loads_exactly_what_the_daemon_loads(daemon: Daemon, data: st.DataObject) -> None:
    text = data.draw(configurations(daemon.target))
    report = check(text, target=daemon.target.name)
    assert not report.broken
    verdict = daemon.oracle.test(text, first_first(text))
    if verdict.accepted != loads(report):
        assert needs_the_node(report, verdict.messages), (codes(report), verdict)


@examples(EXPLORE // 10 or 120)
@given(data=st.data())
def test_starts_exactly_with_what_the_daemon_starts(daemon: Daemon, data: st.DataObject) -> None:
    text = data.draw(configurations(daemon.target))
    report = check(text, target=daemon.target.name)
    assume(loads(report))
    assume(b"send_join" not in text)  # the daemon waits up to that long before it forms a ring
    started = daemon.oracle.start(text, first_local(text))
    if started.started != starts(report):
        assert needs_the_node(report, started.messages), (codes(report), started)
