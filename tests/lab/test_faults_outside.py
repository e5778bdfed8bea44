"""Faults of daemons, of the network between the nodes, and of what systemd runs."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from .cluster import Cluster
from .fingerprint import changes
from .fixtures import lab
from .lab import Lab
from .node import Node
from .test_faults import LIMIT, Said

__all__ = ["lab"]


def until(node: Node, code: str) -> Said:
    deadline = time.monotonic() + LIMIT
    while (said := Said(node)).first != code and time.monotonic() < deadline:
        time.sleep(0.5)
    return said


def shown(node: Node, code: str, also: tuple[str, ...], heal: Callable[[], object]) -> None:
    try:
        said = until(node, code)
    finally:
        heal()
    assert said.first == code, said.text
    assert said.errors <= {code, *also}, said.text


class TestPlain:
    """Three nodes with two links, without Pacemaker."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(nodes=3, links=2)

    def test_sound(self, cluster: Cluster) -> None:
        for node in cluster.nodes:
            said = Said(node)
            assert not said.codes, said.text

    def test_corosync_is_dead(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.kill("corosync")
        shown(one, "RUN001", ("RUN002", "RUN004"), lambda: one.start("corosync"))

    def test_a_peer_is_dead(self, cluster: Cluster) -> None:
        three = cluster["n3"]
        three.kill("corosync")
        shown(cluster["n1"], "RUN004", (), lambda: three.start("corosync"))

    def test_one_of_two_links_is_cut(self, cluster: Cluster) -> None:
        cluster.switch.cut("n3", 1)
        shown(cluster["n1"], "RUN005", (), cluster.switch.heal)

    def test_alone(self, cluster: Cluster) -> None:
        cluster.switch.cut("n3", 0)
        cluster.switch.cut("n3", 1)
        shown(cluster["n3"], "RUN004", ("RUN002", "RUN005"), cluster.switch.heal)

    def test_a_part_of_the_others(self, cluster: Cluster) -> None:
        cluster.switch.cut("n3", 0)
        cluster.switch.cut("n3", 1)
        shown(cluster["n1"], "RUN004", ("RUN005",), cluster.switch.heal)

    def test_a_node_has_another_key(self, cluster: Cluster) -> None:
        three, key = cluster["n3"], "/etc/corosync/authkey"
        three.stop("corosync")
        three.sh(f"cp -a {key} /tmp/kept; head -c 256 /dev/urandom > {key}", check=True)
        three.start("corosync")

        def heal() -> None:
            three.stop("corosync")
            three.sh(f"cp -a /tmp/kept {key}", check=True)
            three.start("corosync")

        shown(cluster["n1"], "RUN010", ("RUN004", "RUN005"), heal)
        cluster.wait_sound(30)


class TestFull:
    """Two nodes with systemd, time service and Pacemaker."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(full=True, pacemaker=True, chrony=True)

    def test_sound(self, cluster: Cluster) -> None:
        for node in cluster.nodes:
            deadline = time.monotonic() + LIMIT  # The time service needs some seconds.
            while (said := Said(node)).codes and time.monotonic() < deadline:
                time.sleep(1)
            assert not said.codes, said.text

    def test_no_time_service(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.run("systemctl", "stop", "chrony", check=True)
        shown(one, "TIM001", (), lambda: one.run("systemctl", "start", "chrony"))

    def test_the_clock_is_off(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.set_time_offset(30)
        one.run("systemctl", "restart", "chrony")

        def heal() -> None:
            one.set_time_offset(0)
            one.run("systemctl", "restart", "chrony")

        shown(one, "TIM003", (), heal)

    def test_nothing_is_changed(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        before = one.fingerprint()
        one.hadoctor("diagnose", "-v")
        one.hadoctor("show", "facts")
        assert changes(before, one.fingerprint()) == []

    def test_a_masked_unit(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.run("systemctl", "mask", "corosync", check=True)
        shown(one, "SYS003", (), lambda: one.run("systemctl", "unmask", "corosync"))

    def test_a_full_disk(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.sh("cp /dev/zero /var/fill", timeout=30)
        try:
            said = one.hadoctor("diagnose", "--color", "never").out
        finally:
            one.run("rm", "/var/fill")
        assert "error SYS008 / is full" in said
        assert "✓ resources" in said  # The tools were asked all the same.

    def test_a_service_of_the_cluster_is_started_at_boot(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        unit = (
            "[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n"
        )
        make = f"printf '{unit}' > /etc/systemd/system/lab-web.service; systemctl daemon-reload"
        for node in cluster.nodes:
            node.sh(make, check=True)
        one.run("systemctl", "enable", "lab-web", check=True)
        one.sh(
            "crm -F configure primitive lw systemd:lab-web op monitor interval=60s timeout=100s"
            " op stop timeout=100s interval=0 op start timeout=100s interval=0",
            timeout=30,
        )

        def heal() -> None:
            one.run("systemctl", "disable", "lab-web")
            one.sh("crm resource stop lw; sleep 2; crm -F configure delete lw", timeout=30)

        shown(one, "RES008", (), heal)

    def test_pacemaker_is_stopped(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.run("systemctl", "stop", "pacemaker", timeout=60)
        shown(
            one,
            "RUN001",
            ("RUN004", "RUN006", "RUN008"),
            lambda: one.run("systemctl", "start", "pacemaker", timeout=60),
        )
        cluster.wait_sound(60)
