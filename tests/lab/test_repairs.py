"""What --fix does to a running cluster: the finding goes, the cluster is sound, a second --fix plans
nothing, undo brings back what was, and nothing else was touched, here or on the other node."""

from __future__ import annotations

import json
import time
from importlib import resources
from typing import Any

import jsonschema
import pytest

from .cluster import Cluster
from .fingerprint import changes
from .fixtures import lab
from .inside import Result
from .lab import Lab
from .node import Node
from .repairs import CONFIGURATION, FILES, FULL, HOST, LEFTOVERS, Mend
from .repairs_network import FIREWALL, FULL_FIREWALL, HOSTS, TRANSPORTS

__all__ = ["lab"]
LIMIT = 30.0
SCHEMA = json.loads(
    resources.files("hadoctor.report").joinpath("report-v1.schema.json").read_text()
)


class Fixed:
    """What `diagnose --fix` says and does."""

    def __init__(self, node: Node, *options: str) -> None:
        self.ran: Result = node.hadoctor("diagnose", "--fix", "--format", "json", *options)
        self.report: dict[str, Any] = json.loads(self.ran.out or "{}")
        jsonschema.validate(self.report, SCHEMA)
        self.codes = {f["code"] for f in self.report["findings"] if f["severity"] != "info"}
        self.planned = {s["code"] for r in self.report["plan"]["repairs"] for s in r["cures"]}
        self.states = [one["state"] for one in self.report["repaired"]]
        self.identities = [one["id"] for one in self.report["repaired"]]


def until_planned(node: Node, code: str) -> Fixed:
    deadline = time.monotonic() + LIMIT
    while True:
        said = Fixed(node, "--dry-run")
        if code in said.planned or time.monotonic() > deadline:
            return said
        time.sleep(0.5)


def mended(cluster: Cluster, mend: Mend) -> None:
    one, *others = cluster.nodes

    def changed(before: dict[str, str]) -> list[str]:
        return [key for key in changes(before, one.fingerprint()) if key not in mend.notes]

    peers = [node.fingerprint() for node in others]
    one.sh(mend.inject, timeout=30)
    try:
        planned = until_planned(one, mend.code)
        assert mend.code in planned.planned, planned.ran.out
        faulty = one.fingerprint()
        if mend.allow:
            refused = Fixed(one, "--yes")
            assert refused.states == [], refused.ran
            assert changed(faulty) == []
        done = Fixed(one, "--yes", *(("--allow", mend.allow) if mend.allow else ()))
        assert set(done.states) == {"kept"}, done.ran
        assert mend.code not in done.codes, done.ran
        assert done.ran.code in (0, 1)
        cluster.wait_sound(30)
        again = Fixed(one, "--yes", "--allow", "failover")
        assert again.states == [], again.ran
        for identity in reversed(done.identities):
            undone = one.hadoctor("undo", identity)
            assert undone.code == 0, undone
        assert changed(faulty) == []
        for node, before in zip(others, peers, strict=True):
            kept = ("cib", *mend.notes)
            own = [key for key in changes(before, node.fingerprint()) if key not in kept]
            assert own == []
    finally:
        one.sh(mend.clear, timeout=30)


class TestCluster:
    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(links=2, pacemaker=True)

    @pytest.mark.parametrize(
        "mend", FILES + CONFIGURATION + FIREWALL + HOSTS + LEFTOVERS, ids=lambda m: m.name
    )
    def test_mended(self, cluster: Cluster, mend: Mend) -> None:
        mended(cluster, mend)

    def test_afterwards_it_is_sound(self, cluster: Cluster) -> None:
        cluster.wait_sound(60)


@pytest.mark.parametrize("mend", TRANSPORTS, ids=lambda m: m.name)
@pytest.mark.parametrize(("transport", "ip"), [("udpu", 4), ("udp", 4), ("udpu", 6), ("knet", 6)])
def test_transports(lab: Lab, transport: str, ip: int, mend: Mend) -> None:
    cluster = lab.shared(nodes=3, transport=transport, ip=ip)
    mended(cluster, mend)
    cluster.wait_sound(60)


class TestFull:
    """With systemd, a time service and Pacemaker."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(full=True, pacemaker=True, chrony=True)

    @pytest.mark.parametrize("mend", FULL + FULL_FIREWALL + HOST, ids=lambda m: m.name)
    def test_mended(self, cluster: Cluster, mend: Mend) -> None:
        mended(cluster, mend)

    def test_afterwards_it_is_sound(self, cluster: Cluster) -> None:
        cluster.wait_sound(60)
