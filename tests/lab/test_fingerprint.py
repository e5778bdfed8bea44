"""A fingerprint stays as it is while nothing is done, and changes with everything that is."""

from __future__ import annotations

import pytest

from .cluster import Cluster
from .fingerprint import changes
from .fixtures import lab
from .lab import Lab

__all__ = ["lab"]


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    """The cluster of the full nodes that other tests use, too."""
    return lab.shared(full=True, pacemaker=True, chrony=True, ssh=True)


def test_looking_changes_nothing(cluster: Cluster) -> None:
    one = cluster["n1"]
    before = one.fingerprint()
    for command in ("crm_mon -1", "corosync-cfgtool -s", "crm configure show", "nft list ruleset"):
        one.run(*command.split(), check=True)
    one.hadoctor("diagnose")
    assert changes(before, one.fingerprint()) == []


@pytest.mark.parametrize(
    ("key", "do", "undo"),
    [
        ("file /etc/hosts", "echo >> /etc/hosts", "sed -i '$d' /etc/hosts"),
        ("file /etc/hosts", "chmod 600 /etc/hosts", "chmod 644 /etc/hosts"),
        ("file /etc/new", "ln -s /etc/hosts /etc/new", "rm /etc/new"),
        ("nft", "nft add table ip x", "nft delete table ip x"),
        ("iptables-legacy", "iptables-legacy -A INPUT -p esp", "iptables-legacy -F"),
        ("cmap", "corosync-cmapctl -s x.y str z", "corosync-cmapctl -d x.y"),
        (
            "cib",
            "crm_attribute -n no-quorum-policy -v stop",
            "crm_attribute -n no-quorum-policy -D",
        ),
        ("processes", "systemctl stop chrony", "systemctl start chrony"),
        ("list-unit-files", "systemctl disable chrony", "systemctl enable chrony"),
    ],
)
def test_a_change_is_seen(cluster: Cluster, key: str, do: str, undo: str) -> None:
    one = cluster["n1"]
    before = one.fingerprint()
    one.sh(do, check=True, timeout=30)
    assert key in changes(before, one.fingerprint())
    one.sh(undo, check=True, timeout=30)
