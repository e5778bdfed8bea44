"""The same proof for other versions of corosync, where the environment names builds of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from . import available
from .addresses import first_local, local_addresses
from .fixtures import CORPUS, HOSTS
from .pool import Pool

Records = list[dict[str, Any]]

BUILDS = available.prefixes()


@pytest.fixture(scope="module", params=BUILDS)
def build(request: pytest.FixtureRequest) -> Iterator[tuple[Pool, Records]]:
    """A build, and what its version was recorded to do."""
    available.require()
    recorded = (CORPUS / f"verdicts-{request.param}.jsonl").read_text()
    with Pool(hosts=HOSTS, prefix=BUILDS[request.param]) as pool:
        yield pool, [json.loads(line) for line in recorded.splitlines()]


def test_repeats_recorded_verdicts(build: tuple[Pool, Records]) -> None:
    pool, records = build
    files = [(CORPUS / record["file"]).read_bytes() for record in records]
    answers = pool.test_many([(data, local_addresses(data, HOSTS)) for data in files])
    for record, answer in zip(records, answers, strict=True):
        assert (answer.accepted, answer.rc) == (record["accepted"], record["rc"]), record["file"]


def test_repeats_recorded_starts(build: tuple[Pool, Records]) -> None:
    pool, records = build
    accepted = [record for record in records if record["accepted"]]
    files = [(CORPUS / record["file"]).read_bytes() for record in accepted]
    answers = pool.start_many([(data, first_local(data, HOSTS)) for data in files])
    for record, answer in zip(accepted, answers, strict=True):
        assert (answer.started, answer.rc) == (record["started"], record["run_rc"]), record["file"]
        assert answer.cmap == record.get("cmap", {}), record["file"]
