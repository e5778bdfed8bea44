"""Our verdict against the real daemon's, on files that nobody wrote."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from hadoctor.model.target import DEFAULT
from tests.daemon.addresses import first_local, local_addresses
from tests.daemon.fixtures import HOSTS, oracle
from tests.daemon.oracle import Oracle
from tests.differential.agreement import loads, needs_the_node, starts
from tests.differential.strategies import configurations
from tests.examples import check, codes

__all__ = ["oracle"]

# The same files in every run, so that a change is judged and not the dice; to look for new
# disagreements, set HADOCTOR_EXAMPLES to a number: that many, other ones each time.
EXPLORE = int(os.environ.get("HADOCTOR_EXAMPLES", "0"))


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=not EXPLORE,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@examples(EXPLORE or 2000)
@given(data=configurations(DEFAULT))
def test_loads_exactly_what_the_daemon_loads(oracle: Oracle, data: bytes) -> None:
    report = check(data)
    assert not report.broken
    verdict = oracle.test(data, local_addresses(data, HOSTS))
    if verdict.accepted != loads(report):
        assert needs_the_node(report, verdict.messages), (codes(report), verdict)


@examples(EXPLORE // 10 or 120)
@given(data=configurations(DEFAULT).filter(lambda data: loads(check(data))))
def test_starts_exactly_with_what_the_daemon_starts(oracle: Oracle, data: bytes) -> None:
    report = check(data)
    started = oracle.start(data, first_local(data, HOSTS))
    if started.started != starts(report):
        assert needs_the_node(report, started.messages), (codes(report), started)
