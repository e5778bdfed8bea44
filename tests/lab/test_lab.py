"""The lab makes sound clusters of every kind, sees what is not sound, and really runs nodes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .cluster import Cluster
from .fixtures import lab
from .inside import CommandError, LabError
from .lab import Lab
from .plan import FLOATING, Plan

__all__ = ["lab"]
LIMIT = 30.0


def wait_for(holds: Callable[[], object], limit: float = LIMIT) -> None:
    """Wait until this is true."""
    deadline = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"links": 2},
        {"links": 3, "nodes": 3},
        {"transport": "udpu"},
        {"transport": "udp"},
        {"ip": 6, "links": 2},
        {"nodes": 1},
        {"firewall": "nftables"},
        {"firewall": "iptables"},
        {"firewall": "ufw", "ssh": True},
    ],
    ids=str,
)
def test_sound(lab: Lab, options: dict[str, Any]) -> None:
    with lab.cluster(**options) as cluster:
        assert cluster.sound() == []
        assert len(cluster.nodes) == cluster.plan.nodes


@pytest.mark.parametrize(
    "options",
    [
        {"nodes": 0},
        {"transport": "tcp"},
        {"transport": "udpu", "links": 2},
        {"firewall": "pf"},
        {"firewall": "firewalld"},
        {"chrony": True},
        {"ip": 5},
    ],
    ids=str,
)
def test_impossible(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must be|need"):
        Cluster(Plan(**options))


class TestLight:
    """Two light nodes with two links and Pacemaker; each test leaves them sound."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(links=2, pacemaker=True)

    def test_programs(self, cluster: Cluster) -> None:
        one, two = cluster.nodes
        assert one.run("hostname").out == "n1\n"
        assert two.run("false").code == 1
        assert one.run("cat", stdin="some text").out == "some text"
        begin = time.monotonic()
        assert one.run("sh", "-c", "sleep 60; :", timeout=0.3).code == 124
        # A daemon that keeps its output open does not keep the caller waiting.
        assert one.sh("sleep 3 &").code == 0
        assert time.monotonic() - begin < 2
        assert one.sh("ps -o cmd").out.count("sleep 60") == 0
        with pytest.raises(CommandError, match=r"n1: ls /no/such: exit code 2"):
            one.run("ls", "/no/such", check=True)
        assert "not been booted with systemd" in one.run("systemctl").err

    def test_files(self, cluster: Cluster) -> None:
        one, two = cluster.nodes
        one.write("/etc/a file", "text\n", 0o600)
        assert one.read("/etc/a file") == "text\n"
        assert one.run("stat", "-c", "%a", "/etc/a file").out == "600\n"
        assert two.run("test", "-e", "/etc/a file").code == 1
        one.run("rm", "/etc/a file", check=True)

    def test_hadoctor(self, cluster: Cluster) -> None:
        result = cluster["n1"].hadoctor("check", "--format", "json")
        assert result.code == 0, result
        assert result.err == ""

    def test_nothing_of_the_machine_can_be_changed(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        assert one.run("date", "-s", "2001-01-01").code != 0
        assert one.run("mknod", "/root/disk", "b", "254", "0").code != 0
        assert one.sh("echo 0 > /proc/sys/kernel/randomize_va_space").code != 0
        assert one.sh("echo 1 > /sys/kernel/profiling").code != 0
        assert one.run("chrt", "-f", "1", "true").code != 0
        assert one.sh("echo x > /proc/sysrq-trigger; cat /proc/sysrq-trigger").out == ""

    def test_address_is_on_one_node(self, cluster: Cluster) -> None:
        owners = [n for n in cluster.nodes if f" {FLOATING}/24 " in n.run("ip", "addr").out]
        assert len(owners) == 1
        for node in cluster.nodes:
            assert node.run("ping", "-c1", "-W1", FLOATING).code == 0
        assert cluster.switch.run("ping", "-c1", "-W1", FLOATING).code == 0

    def test_what_is_not_sound(self, cluster: Cluster) -> None:
        one, two = cluster.nodes
        two.run("crm_attribute", "-N", "n2", "-n", "standby", "-v", "on", check=True)
        wait_for(lambda: "n1: node n2 is standby" in cluster.sound())
        two.run("crm_attribute", "-N", "n2", "-n", "standby", "-D", check=True)
        cluster.wait_sound(LIMIT)
        two.stop("pacemaker")
        assert any("n1: node n2 is " in problem for problem in cluster.sound())
        two.stop("corosync")
        problems = cluster.sound()
        assert any(problem.startswith("n2: corosync-quorumtool") for problem in problems), problems
        assert "n1: 1 members of 2" in problems
        two.start("corosync")
        two.start("pacemaker")
        cluster.wait_sound(LIMIT)
        assert one.run("crm_resource", "-W", "-r", "vip").code == 0

    def test_one_link_of_two(self, cluster: Cluster) -> None:
        cluster.switch.cut("n1", 1)
        wait_for(lambda: "n1: 1 connected links of 2" in cluster.sound())
        cluster.switch.heal()
        cluster.wait_sound(LIMIT)
        cluster.switch.unplug("n1", 1)
        wait_for(lambda: "NO-CARRIER" in cluster["n1"].run("ip", "link").out)
        cluster.switch.heal()
        cluster.wait_sound(LIMIT)

    def test_faults_of_the_path(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        ping = ("ping", "-i", "0.02", "-W", "1", "-q", cluster["n2"].address(1))
        assert " 0% packet loss" in one.run(*ping, "-c", "5").out
        cluster.switch.loss(50, link=1)
        out = one.run(*ping, "-c", "40").out
        assert " 0% packet loss" not in out
        assert " 100% packet loss" not in out
        cluster.switch.heal()
        cluster.switch.black_hole(1000, link=1)
        assert one.run(*ping, "-c", "2", "-s", "1200").code == 1
        assert one.run(*ping, "-c", "2", "-s", "500").code == 0
        cluster.switch.heal()
        cluster.switch.one_way("n1", "n2", link=1)
        assert one.run(*ping, "-c", "2").code == 1
        cluster.switch.heal()
        cluster.switch.no_multicast(0)
        cluster.switch.heal()
        assert one.run(*ping, "-c", "2", "-s", "1200").code == 0
        cluster.wait_sound(LIMIT)

    def test_fencing(self, cluster: Cluster) -> None:
        one, two = cluster.nodes
        before = two.pid
        one.run("stonith_admin", "--reboot", "n2", timeout=LIMIT, check=True)
        assert two.pid != before
        assert "n2: n2 is off" in cluster.sound()
        cluster.wait_sound(LIMIT)

    def test_crash_is_fenced(self, cluster: Cluster) -> None:
        two = cluster["n2"]
        before = two.pid
        two.sh("kill -STOP $(pidof corosync)", check=True)
        wait_for(lambda: two.pid not in (None, before))
        cluster.wait_sound(LIMIT)

    def test_power(self, cluster: Cluster) -> None:
        two = cluster["n2"]
        two.write("/etc/kept", "over a reboot")
        two.run("ip", "addr", "add", "10.99.0.1/24", "dev", "eth0", check=True)
        assert two.power("off") == "off"
        with pytest.raises(LabError, match="n2 is off"):
            two.run("true")
        assert "n2: n2 is off" in cluster.sound()
        assert two.power("status") == "off"
        assert two.power("on") == "on"
        assert two.read("/etc/kept") == "over a reboot"
        assert "10.99.0.1" not in two.run("ip", "addr").out
        two.run("rm", "/etc/kept")
        cluster.wait_sound(LIMIT)


class TestFull:
    """Two full nodes with everything; the firewall changes from test to test."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Iterator[Cluster]:
        cluster = lab.shared(full=True, pacemaker=True, chrony=True, ssh=True)
        yield cluster
        for node in cluster.nodes:
            node.firewall("none")

    def test_services(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        state = one.run("systemctl", "is-system-running")
        assert state.out == "running\n", one.run("systemctl", "--failed").out
        assert one.run("ssh", "n2", "hostname").out == "n2\n"
        wait_for(lambda: one.run("chronyc", "waitsync", "1").code == 0)
        assert one.run("systemctl", "is-enabled", "corosync", "pcsd").out == "enabled\ndisabled\n"

    def test_another_time(self, cluster: Cluster) -> None:
        two = cluster["n2"]
        two.set_time_offset(5.0)
        try:
            two.restart("chrony")
            wait_for(lambda: "-5000ms" in two.run("chronyc", "sources").out)
        finally:
            two.set_time_offset(0.0)
            two.restart("chrony")

    @pytest.mark.parametrize("kind", ["ufw", "firewalld", "nftables", "iptables"])
    def test_firewalls(self, cluster: Cluster, kind: str) -> None:
        one, two = cluster.nodes
        for node in cluster.nodes:
            node.firewall(kind)
        cluster.wait_sound(LIMIT)
        if kind != "iptables":
            assert one.run("systemctl", "is-active", kind).out == "active\n"
        two.sh("setsid python3 -m http.server 8000 >/dev/null 2>&1 &")
        knock = ("bash", "-c", "exec 3<>/dev/tcp/$0/$1", "n2")
        wait_for(lambda: two.run(*knock, "8000", timeout=2).code == 0)
        # Refused or not answered, but not let through; ssh is.
        assert one.run(*knock, "8000", timeout=1).code != 0
        assert one.run(*knock, "22", timeout=5).code == 0
        two.sh("kill $(pgrep -f http.server)")

    def test_reboot(self, cluster: Cluster) -> None:
        two = cluster["n2"]
        before = two.pid
        two.run("systemctl", "reboot")
        wait_for(lambda: two.pid not in (None, before))
        two.wait_booted(LIMIT)
        cluster.wait_sound(LIMIT)

    def test_poweroff(self, cluster: Cluster) -> None:
        two = cluster["n2"]
        two.run("systemctl", "poweroff")
        wait_for(lambda: two.pid is None)
        two.power("on")
        two.wait_booted(LIMIT)
        cluster.wait_sound(LIMIT)
