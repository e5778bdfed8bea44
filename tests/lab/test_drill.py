"""`hadoctor drill` on real clusters: it tests the failover, refuses where that is no good idea, and
whatever ends it, the node is online again and the configuration the same."""

from __future__ import annotations

import json
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .cluster import Cluster
from .fixtures import lab
from .lab import Lab
from .node import Node
from .plan import FLOATING

__all__ = ["lab"]
CHECKOUT = Path(__file__).parent.parent.parent
DUMMY = "/usr/lib/ocf/resource.d/heartbeat/Dummy"
LIMIT = 30.0


class Drilled:
    """A drill, after which the configuration is as before."""

    def __init__(self, node: Node, *options: str) -> None:
        before = configuration(node)
        self.ran = node.hadoctor("drill", "--yes", "--format", "json", *options, timeout=90)
        self.told: dict[str, Any] = json.loads(self.ran.out or "{}")
        assert configuration(node) == before


def holder(cluster: Cluster) -> tuple[Node, Node]:
    """The node with the floating IP, and another one."""
    shown = cluster.nodes[0].run("crm_mon", "--one-shot", "--output-as=xml", check=True).out
    found = ET.fromstring(shown).find(".//resource[@id='vip']/node")
    assert found is not None
    others = (node for node in cluster.nodes if node.name != found.get("name"))
    return cluster[found.get("name", "")], next(others)


def standby(node: Node) -> bool:
    """Whether it has the attribute that a drill sets."""
    asked = "crm_attribute --name standby --lifetime reboot --query --node"
    return node.sh(f"{asked} {node.name}").code == 0


def configuration(node: Node) -> str:
    cib = ET.fromstring(node.run("cibadmin", "--query", check=True).out)
    found = cib.find("configuration")
    assert found is not None
    return f"{cib.get('admin_epoch')}.{cib.get('epoch')} {ET.canonicalize(ET.tostring(found))}"


@pytest.fixture
def cluster(lab: Lab) -> Iterator[Cluster]:
    """Whatever a test does, in the end no node is on standby."""
    found = lab.shared(links=2, pacemaker=True)
    yield found
    found.wait_sound(LIMIT)
    assert not any(standby(node) for node in found.nodes)


def test_there_and_back(cluster: Cluster) -> None:
    one, two = holder(cluster)
    for drilled, other, here in ((one, two, one), (two, one, one)):
        done = Drilled(here)
        assert done.ran.code == 0, done.ran
        told = done.told
        assert told["passed"]
        assert told["node"] == drilled.name
        (moved,) = told["away"]["moves"]
        assert (moved["resource"], moved["origin"]) == ("web", [drilled.name])
        assert moved["to"] == [other.name]
        assert 0 < moved["seconds"] <= told["away"]["seconds"] + 1
        assert told["expected"]["moves"] == [{k: v for k, v in moved.items() if k != "seconds"}]
        (address,) = told["addresses"]
        assert address["address"] == FLOATING
        assert address["away"]["ended"]
        assert 0 < address["away"]["silent_seconds"] < told["away"]["seconds"] + 5
        assert here.name in address["from"]
        assert [one_["to"] for one_ in told["elsewhere"]] == [[other.name]]
        assert holder(cluster)[0].name == other.name


def test_dry_run_does_nothing(cluster: Cluster) -> None:
    one, two = holder(cluster)
    before = one.run("cibadmin", "--query").out
    done = two.hadoctor("drill", "--dry-run")
    assert done.code == 0, done
    assert f"web from {one.name} to {two.name}" in done.out
    assert one.run("cibadmin", "--query").out == before
    asked = two.hadoctor("drill")
    assert asked.code == 2
    assert "no terminal" in asked.err
    assert one.run("cibadmin", "--query").out == before
    assert two.hadoctor("drill", "n9", "--yes").code == 2


REFUSED = {
    "standby": (
        "crm_attribute -N {other} -n standby -v on",
        "crm_attribute -N {other} -n standby -D",
        "is on standby",
    ),
    "maintenance": (
        "crm_attribute -n maintenance-mode -v true",
        "crm_attribute -n maintenance-mode -D",
        "maintenance mode",
    ),
    "failure": (
        "crm_resource --fail --resource app --node {holder}",
        "crm_resource --cleanup",
        "of 'app'",
    ),
    "down": (
        "crm_resource --ban --resource app --node {other}",
        "crm_resource --clear --resource app",
        "'app' would run nowhere",
    ),
    "drill": (
        "mkdir -p /var/lib/hadoctor;"
        " (flock /var/lib/hadoctor/lock sleep 20 >/dev/null 2>&1 & echo $! > /tmp/pid; sleep 0.3)",
        "pkill -P $(cat /tmp/pid)",
        "another hadoctor",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(cluster: Cluster, name: str) -> None:
    inject, clear, said = REFUSED[name]
    one, two = holder(cluster)
    names = {"holder": one.name, "other": two.name}
    assert one.sh(inject.format(**names), timeout=30).code == 0
    try:
        deadline = time.monotonic() + LIMIT
        while True:
            done = one.hadoctor("drill", "--dry-run" if name != "drill" else "--yes", one.name)
            if said in done.out + done.err or time.monotonic() > deadline:
                break
            time.sleep(0.5)
        done = one.hadoctor("drill", "--yes", one.name)
        assert said in done.out + done.err, done
        assert done.code == (1 if name == "down" else 3), done
        assert not standby(one)
    finally:
        one.sh(clear.format(**names), timeout=30)


def test_what_is_allowed_to_be_down(cluster: Cluster) -> None:
    one, two = holder(cluster)
    one.run("crm_resource", "--ban", "--resource", "app", "--node", two.name, check=True)
    try:
        time.sleep(1)
        done = Drilled(one, "--allow-down", "--ignore", "CON")
        assert done.ran.code == 0, done.ran
        assert [missing["resource"] for missing in done.told["away"]["down"]] == ["app"]
        assert done.told["back"]["down"] == []
    finally:
        one.run("crm_resource", "--clear", "--resource", "app")


def test_what_the_scheduler_cannot_know(cluster: Cluster) -> None:
    """The application does not start on the other node: that is what a drill is for."""
    one, two = holder(cluster)
    two.sh(f"cp {DUMMY} /tmp/Dummy; sed -i 's/^dummy_start() {{/&\\n    return 1/' {DUMMY}")
    try:
        done = Drilled(one)
        assert done.ran.code == 1, done.ran
        assert done.told["expected"]["down"] == []
        assert [missing["resource"] for missing in done.told["away"]["down"]] == ["app"]
        assert any("start of 'app'" in said for said in done.told["problems"])
        assert done.told["back"]["down"] == []
    finally:
        two.sh(f"cp /tmp/Dummy {DUMMY}")
        one.run("crm_resource", "--cleanup", timeout=30)


def test_the_limit(cluster: Cluster) -> None:
    one, _ = holder(cluster)
    one.sh(f"cp {DUMMY} /tmp/Dummy; sed -i 's/^dummy_stop() {{/&\\n    sleep 4/' {DUMMY}")
    try:
        done = Drilled(one, "--limit", "2")
        assert done.ran.code == 5, done.ran
        assert "not at rest after 2 s" in done.told["aborted"]
    finally:
        one.sh(f"cp /tmp/Dummy {DUMMY}")


@pytest.mark.parametrize("name", ["INT", "TERM", "KILL"])
def test_ended_in_the_middle(cluster: Cluster, name: str) -> None:
    one, _ = holder(cluster)
    before = configuration(one)
    command = f"{sys.executable} -B -m hadoctor drill --yes"
    done = one.sh(
        f"PYTHONPATH={CHECKOUT} {command} >/tmp/out 2>&1 & pid=$!;"
        " for i in $(seq 200); do grep -q 'is on standby' /tmp/out && break; sleep 0.05; done;"
        f" kill -{name} $pid; wait $pid",
        timeout=60,
    )
    said = one.read("/tmp/out")
    assert "is on standby" in said
    assert "drill passed" not in said
    if name != "KILL":
        assert done.code == 5, said
        assert f"ended by SIG{name}" in said
        assert not standby(one)
    deadline = time.monotonic() + LIMIT
    while standby(one) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not standby(one)
    assert configuration(one) == before


def test_from_a_third_node_and_without_quorum(lab: Lab) -> None:
    with lab.cluster(nodes=3, pacemaker=True, fencing=False) as cluster:
        one = holder(cluster)[0]
        said = one.hadoctor("drill", "--dry-run", "--format", "json").out
        to = json.loads(said)["expected"]["moves"][0]["to"]
        third = next(node for node in cluster.nodes if node.name not in (one.name, *to))
        done = Drilled(third)
        assert done.ran.code == 0, done.ran
        assert done.told["addresses"][0]["from"] == third.name
        cluster.switch.cut(third.name)
        deadline = time.monotonic() + LIMIT
        while third.run("corosync-quorumtool", "-s").code == 0 and time.monotonic() < deadline:
            time.sleep(0.5)
        for node in (one, third):
            refused = Drilled(node, one.name)
            assert refused.ran.code == 3, refused.ran
            said = " ".join(refused.told["refused"])
            assert ("quorum" in said) is (node is third)
            assert "is offline" in said or "is unclean" in said


def test_one_node_only(lab: Lab) -> None:
    with lab.cluster(nodes=1, pacemaker=True) as cluster:
        one = cluster.nodes[0]
        done = one.hadoctor("drill", "--yes")
        assert done.code == 3, done
        assert "no node beside 'n1'" in done.out
        assert not standby(one)


def test_no_cluster(lab: Lab) -> None:
    with lab.cluster(nodes=1) as cluster:
        gone = cluster.nodes[0].hadoctor("drill", "--yes")
        assert gone.code == 3, gone
        assert "no cluster" in gone.err
