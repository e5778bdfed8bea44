"""The firewall: silent on sound clusters of every manager, and the first cause where it drops the cluster's
packets."""

from __future__ import annotations

import pytest

from .cluster import Cluster
from .fixtures import lab
from .lab import Lab
from .test_faults import Said
from .test_faults_outside import shown

__all__ = ["lab"]
BLOCK = "table inet lab { chain i { type filter hook input priority 0; udp dport 5405 drop; }; }"


@pytest.mark.parametrize("kind", ["nftables", "iptables", "ufw"])
@pytest.mark.parametrize("transport", ["knet", "udpu"])
def test_sound(lab: Lab, kind: str, transport: str) -> None:
    with lab.cluster(firewall=kind, transport=transport) as cluster:
        said = Said(cluster["n1"])
        # The lab opens its ports to everybody, which is said; nothing is blocked.
        assert {code for code in said.codes if code.startswith("FW")} <= {"FW002"}, said.text


class TestManagers:
    """On nodes with systemd; nothing is cut off, as the cluster is fenced."""

    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(full=True, pacemaker=True, chrony=True)

    def test_ufw_without_a_rule(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.sh("ufw --force enable", timeout=30, check=True)
        off = "ufw --force disable; nft flush ruleset"
        shown(one, "FW001", (), lambda: one.sh(off, timeout=30))

    def test_firewalld_forgets(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.run("systemctl", "start", "firewalld", timeout=30, check=True)
        try:
            one.run("firewall-cmd", "--add-service=high-availability", timeout=30, check=True)
            said = Said(one)
        finally:
            one.run("systemctl", "stop", "firewalld", timeout=30)
        assert not said.errors, said.text
        assert "service high-availability is in force, and not permanent" in said.text


class TestPlain:
    @pytest.fixture
    def cluster(self, lab: Lab) -> Cluster:
        return lab.shared(nodes=3, links=2)

    def test_nft_drops_what_comes_in(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        one.run("nft", "-f", "-", stdin=BLOCK, check=True)
        also = ("RUN002", "RUN004", "RUN005")
        shown(one, "FW001", also, lambda: one.run("nft", "delete", "table", "inet", "lab"))

    def test_iptables_drops_what_goes_out(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        rule = ("OUTPUT", "-p", "udp", "--dport", "5405", "-j", "DROP")
        one.run("iptables", "-I", *rule, check=True)
        also = ("RUN002", "RUN004", "RUN005")
        shown(one, "FW001", also, lambda: one.run("iptables", "-D", *rule))

    def test_one_peer_is_dropped(self, cluster: Cluster) -> None:
        one = cluster["n1"]
        rule = ("INPUT", "-s", cluster["n3"].address(0), "-j", "DROP")
        one.run("iptables", "-I", *rule, check=True)
        shown(one, "FW001", ("RUN004", "RUN005"), lambda: one.run("iptables", "-D", *rule))
