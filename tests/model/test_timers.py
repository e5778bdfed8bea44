"""The timers that we compute are those that the real daemon was recorded to show when it started."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model import address
from hadoctor.model.corosync import Corosync
from hadoctor.model.timers import TOKEN_COEFFICIENT, timers
from hadoctor.target import TARGETS, Targets
from tests.daemon.fixtures import CORPUS

VERDICTS = {
    "2.4": "verdicts-2.4.jsonl",
    "3.0": "verdicts-3.0.jsonl",
    "3.1": "verdicts.jsonl",
    "next": "verdicts-next.jsonl",
}
NAMES = {"retransmits": "token_retransmits_before_loss_const"}
"""Fields that the daemon calls otherwise."""


def started() -> list[Any]:
    cases = []
    for target, name in VERDICTS.items():
        for line in (CORPUS / name).read_text().splitlines():
            row = json.loads(line)
            if row["started"]:
                cases.append(pytest.param(target, row, id=f"{target}-{row['file']}"))
    return cases


def load(data: bytes, target: str) -> Corosync:
    subject = from_bytes("corosync.conf", data, Targets(TARGETS[target]))
    assert isinstance(subject, Subject)
    corosync = subject.facts.get(Corosync)
    assert isinstance(corosync, Corosync)
    return corosync


@pytest.mark.parametrize(("target", "row"), started())
def test_recorded_start(target: str, row: dict[str, Any]) -> None:
    corosync = load((CORPUS / row["file"]).read_bytes(), target)
    model = corosync.timers
    if target == "2.4":
        # A peer whose name does not resolve is left out there, and only the node knows.
        known = [m for m in corosync.members if not isinstance(m.address, address.Name)]
        if len(known) < len(corosync.members):
            model = timers(corosync.cmap, corosync.target, len(known))
    for field, value in model._asdict().items():
        shown = row["effective"].get(f"runtime.config.totem.{NAMES.get(field, field)}")
        if field == "token_warning" and target == "2.4":
            assert shown is None
        else:
            assert value == shown, field


def totem(*lines: str, nodes: int = 2, target: str = "3.1") -> Corosync:
    text = "totem {\n" + "\n".join(("version: 2", *lines)) + "\n}\nnodelist {\n"
    for number in range(1, nodes + 1):
        text += f"node {{\nring0_addr: 10.0.0.{number}\nname: n{number}\nnodeid: {number}\n}}\n"
    return load(f"{text}}}\n".encode(), target)


def test_token_grows_with_the_third_node() -> None:
    assert totem("token: 5000", nodes=2).timers.token == 5000
    assert totem("token: 5000", nodes=5).timers.token == 5000 + 3 * TOKEN_COEFFICIENT
    assert totem("token: 5000", "token_coefficient: 0", nodes=5).timers.token == 5000


def test_token_wraps_around_at_32_bits() -> None:
    assert totem("token: 4294967295", nodes=3).timers.token == TOKEN_COEFFICIENT - 1


def test_zero_means_the_default() -> None:
    assert totem("token: 0", "join: 0").timers == totem().timers


def test_nodes_with_an_address_alone_count_twice_with_udp_since_3_1() -> None:
    text = "totem {\nversion: 2\ntransport: udpu\n}\nnodelist {\n"
    text += "".join(f"node {{\nring0_addr: 10.0.0.{n}\n}}\n" for n in (1, 2, 3)) + "}\n"
    assert load(text.encode(), "3.1").timers.token == 3000 + 4 * TOKEN_COEFFICIENT
    assert load(text.encode(), "3.0").timers.token == 1000 + TOKEN_COEFFICIENT
