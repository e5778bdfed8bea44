"""On every file of the corpus, for every release: our verdict is the recorded one of the real
daemon, and so is the map that we say it loads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from hadoctor.convert.corosync import cmap
from hadoctor.source import Source
from hadoctor.syntax.corosync import parse
from hadoctor.target import TARGETS
from tests.daemon.fixtures import CORPUS
from tests.differential.agreement import loads, needs_the_node, starts
from tests.examples import check, codes

VERDICTS = {
    "2.4": "verdicts-2.4.jsonl",
    "3.0": "verdicts-3.0.jsonl",
    "3.1": "verdicts.jsonl",
    "next": "verdicts-next.jsonl",
}
# What the daemon itself puts into its map, or replaces there when it starts.
ADDED = re.compile(
    r"nodelist\.local_node_pos|config\..*|resources\.watchdog_timeout"
    r"|totem\.interface\.\d+\.(bindnetaddr|mcastaddr|mcastport)|nodelist\.node\.\d+\.nodeid"
)
# The default of the daemon's own monitor takes its place; the recording left it out.
DROPPED = re.compile(r"resources\.system\.\w+\.poll_period")
# 3.1 stands for 3.1.7; these files are read otherwise from 3.1.8 or 3.1.10 on.
CHANGED_SINCE = {
    "ver-nbsp-latin1.conf": "0xA0 is a blank",
    "ver-empty-key.conf": "an empty key is refused",
    "ver-ip-dscp-ef.conf": "ip_dscp has a type",
    "odd-ip-dscp-317.conf": "ip_dscp has a type",
    "ver-pong-count-512.conf": "a bad pong count is fatal",
    "odd-sctp.conf": "sctp without support in the kernel is fatal",
    "odd-node-subsection.conf": "a section in a node keeps the node",
    "odd-rrp-mode-garbage.conf": "rrp timers are unknown keys",
    "bad-logger-subsys-nested.conf": "a section in logger_subsys is an ordinary one",
}


# For these the recorded `-t` was that of another node than the first: with all addresses local, the
# daemon took itself for the one whose IPv6 address came last. As the first node, it refuses.
OTHER_NODE = {("3.0", "bad-nodeid-missing-knet.conf")}


def recorded(name: str) -> Iterator[dict[str, Any]]:
    with (CORPUS / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


CASES = [
    pytest.param(target, row, id=f"{target}-{row['file']}")
    for target, name in VERDICTS.items()
    for row in recorded(name)
]


@pytest.mark.parametrize(("target", "row"), CASES)
def test_verdict(target: str, row: dict[str, Any]) -> None:
    report = check((CORPUS / row["file"]).read_bytes(), target=target)
    assert not report.broken
    assert not report.unreadable
    if (target, row["file"]) in OTHER_NODE:
        assert not loads(report)
        return
    agree(report, row)


@pytest.mark.parametrize("row", list(recorded("verdicts-3.1.10.jsonl")), ids=lambda r: r["file"])
def test_verdict_of_a_later_patch_release(row: dict[str, Any]) -> None:
    if row["file"] in CHANGED_SINCE:
        pytest.skip(CHANGED_SINCE[row["file"]])
    agree(check((CORPUS / row["file"]).read_bytes()), row)


def agree(report: Any, row: dict[str, Any]) -> None:
    said = tuple(m["text"] for m in row["messages"] + row.get("run_messages", []))
    ours, theirs = (loads(report), starts(report)), (row["accepted"], row["started"])
    if ours != theirs:
        assert needs_the_node(report, said), (codes(report), said)


@pytest.mark.parametrize(("target", "row"), CASES)
def test_map(target: str, row: dict[str, Any]) -> None:
    if not row["started"]:
        return
    document = parse(Source(row["file"], (CORPUS / row["file"]).read_bytes()), TARGETS[target])
    ours = json.loads(cmap(document, TARGETS[target]))
    theirs = row["cmap"]
    for path in ours.keys() | theirs.keys():
        if ADDED.fullmatch(path) or (path not in theirs and DROPPED.fullmatch(path)):
            continue
        assert ours.get(path) == theirs.get(path), path
