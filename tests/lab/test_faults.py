"""One fault at a time in a running cluster: the right rule, first among the causes, and nothing else that is
not true. Afterwards the cluster is sound, and diagnose finds nothing."""

from __future__ import annotations

import json
import re
import time

import pytest

from .cluster import Cluster
from .faults import CLUSTER, DAEMONS, FILES, NETWORK, Fault
from .fixtures import lab
from .lab import Lab
from .node import Node

__all__ = ["lab"]
LIMIT = 30.0
FAULTS = pytest.mark.parametrize("fault", FILES + CLUSTER + DAEMONS + NETWORK, ids=lambda f: f.name)


class Said:
    """What diagnose says on a node."""

    def __init__(self, node: Node) -> None:
        done = node.hadoctor("diagnose", "--color", "never", "--output", "json=/tmp/report")
        self.text = done.out
        report = json.loads(node.read("/tmp/report"))
        self.broken = report["broken"]
        real = [f for f in report["findings"] if f["severity"] != "info"]
        self.codes = {f["code"] for f in real}
        self.errors = {f["code"] for f in real if f["severity"] == "error"}
        first = re.search(
            r"^(?:probable cause|found):\n\S.*?(?:error|warning) (\w+)", done.out, re.M
        )
        self.first = first[1] if first else ""


def until(node: Node, fault: Fault) -> Said:
    """Diagnose again and again until the fault shows: the cluster takes its time."""
    deadline = time.monotonic() + LIMIT
    while True:
        said = Said(node)
        if said.first == fault.code or time.monotonic() > deadline:
            return said
        time.sleep(0.5)


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    return lab.shared(links=2, pacemaker=True)


@FAULTS
def test_the_cause_comes_first(cluster: Cluster, fault: Fault) -> None:
    cluster[fault.on].sh(fault.inject, timeout=30)
    try:
        said = until(cluster[fault.seen], fault)
    finally:
        cluster[fault.on].sh(fault.clear, timeout=30)
    assert said.first == fault.code, said.text
    assert not said.broken
    assert said.errors <= {fault.code, *fault.also}, said.text


def test_an_agent_of_ones_own_is_no_mistake(cluster: Cluster) -> None:
    folder = "/usr/lib/ocf/resource.d/heartbeat"
    for node in cluster.nodes:
        node.sh(f"cp {folder}/Dummy {folder}/dummy", check=True)
    crm = "crm -F configure primitive x ocf:heartbeat:dummy op monitor interval=10s timeout=20s"
    cluster["n1"].sh(crm, timeout=30)
    try:
        said = Said(cluster["n1"])
    finally:
        clear = "crm resource stop x; sleep 1; crm -F configure delete x"
        cluster["n1"].sh(clear, timeout=30)
        for node in cluster.nodes:
            node.sh(f"rm {folder}/dummy")
    assert not said.errors, said.text


def test_afterwards_nothing_is_found(cluster: Cluster) -> None:
    cluster.wait_sound(60)
    for node in cluster.nodes:
        # The log goes on telling of the links that were down.
        node.sh(": > /var/log/corosync/corosync.log", check=True)
        deadline = time.monotonic() + LIMIT
        while (said := Said(node)).codes and time.monotonic() < deadline:
            time.sleep(1)
        assert not said.codes, said.text
