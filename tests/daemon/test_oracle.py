"""The oracle is right when it repeats the recorded verdict of every file of the corpus."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .addresses import first_local, local_addresses
from .fixtures import CORPUS, HOSTS, oracle, pool
from .oracle import Oracle, Started, Verdict
from .pool import Pool

__all__ = ["oracle", "pool"]

RECORDED: dict[str, dict[str, Any]] = {
    record["file"]: record
    for record in map(json.loads, (CORPUS / "verdicts.jsonl").read_text().splitlines())
}
ACCEPTED = [name for name, record in RECORDED.items() if record["accepted"]]
DATA = {name: (CORPUS / name).read_bytes() for name in RECORDED}
# Recorded on the file with four lines appended.
LINE_SHIFTED = {"bad-unclosed-last.conf": (":47:", ":43:")}


@pytest.fixture(scope="module")
def tested(pool: Pool) -> dict[str, Verdict]:
    cases = [(data, local_addresses(data, HOSTS)) for data in DATA.values()]
    return dict(zip(DATA, pool.test_many(cases), strict=True))


@pytest.fixture(scope="module")
def started(pool: Pool) -> dict[str, Started]:
    cases = [(DATA[name], first_local(DATA[name], HOSTS)) for name in ACCEPTED]
    return dict(zip(ACCEPTED, pool.start_many(cases), strict=True))


@pytest.mark.parametrize("name", RECORDED)
def test_repeats_recorded_verdict(name: str, tested: dict[str, Verdict]) -> None:
    record = RECORDED[name]
    old, new = LINE_SHIFTED.get(name, ("", ""))
    expected = tuple(message["text"].replace(old, new) for message in record["messages"])
    assert tested[name] == Verdict(record["accepted"], record["rc"], expected)


@pytest.mark.parametrize("name", ACCEPTED)
def test_repeats_recorded_start(name: str, started: dict[str, Started]) -> None:
    record = RECORDED[name]
    answer = started[name]
    assert (answer.started, answer.rc) == (record["started"], record["run_rc"])
    assert answer.cmap == record.get("cmap", {})
    if not answer.started:
        assert list(answer.messages) == [message["text"] for message in record["run_messages"]]


PAIR = b"""totem {
  version: 2
}
nodelist {
  node {
    ring0_addr: 10.1.0.1
    nodeid: 1
  }
  node {
    ring0_addr: fd00:1::2
    nodeid: 2
  }
}
"""


def test_owns_exactly_the_given_addresses(oracle: Oracle) -> None:
    data = PAIR.replace(b"fd00:1::2", b"10.1.0.2")
    assert oracle.test(data, local_addresses(data)).accepted
    assert "No valid name found" in oracle.test(data).messages[0]
    assert oracle.test(data, ["10.1.0.2"]).accepted
    assert not oracle.test(data, ["10.1.0.3", "fd00::9/48"]).accepted


def test_first_address_decides_which_node_it_is(oracle: Oracle) -> None:
    data = PAIR.replace(b"10.1.0.1", b"fd00:1::1")
    assert oracle.start(data, ["fd00:1::2"]).cmap["nodelist.local_node_pos"] == 1
    data = PAIR.replace(b"fd00:1::2", b"10.1.0.2")
    for first, second, position in (("1", "2", 0), ("2", "1", 1)):
        started = oracle.start(data, [f"10.1.0.{first}", f"10.1.0.{second}"])
        assert started.cmap["nodelist.local_node_pos"] == position


def test_address_that_no_host_can_own_is_skipped(oracle: Oracle) -> None:
    data = PAIR.replace(b"fd00:1::2", b"10.1.0.2")
    impossible = ["ff02::1", "::", "224.0.0.1", "255.255.255.255"]
    assert oracle.test(data, [*impossible, "10.1.0.1"]).accepted
    with pytest.raises(ValueError, match="oracle"):
        oracle.test(data, ["oracle"])


def test_silent_refusal_is_explained(oracle: Oracle) -> None:
    silent = PAIR + b"logging {\nto_stderr: no\n}\n"
    assert oracle.test(silent, ["10.1.0.1"]) == oracle.test(PAIR, ["10.1.0.1"])
    assert "different IP families" in oracle.test(silent, ["10.1.0.1"]).messages[0]
