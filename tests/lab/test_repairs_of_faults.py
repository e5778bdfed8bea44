"""Every fault of the diagnosis tests: where hadoctor has a repair for it, it helps, it is enough, it can be
taken back, and it does no harm; where it has none, nothing is done."""

from __future__ import annotations

import pytest

from .cluster import Cluster
from .faults import CLUSTER, FILES, Fault
from .fingerprint import changes
from .fixtures import lab
from .lab import Lab
from .test_faults import until
from .test_repairs import Fixed

__all__ = ["lab"]
ALL = ("--yes", "--allow", "failover")


@pytest.fixture
def cluster(lab: Lab) -> Cluster:
    return lab.shared(links=2, pacemaker=True)


@pytest.mark.parametrize("fault", FILES + CLUSTER, ids=lambda f: f.name)
def test_repaired_or_left_alone(cluster: Cluster, fault: Fault) -> None:
    one, two = cluster.nodes
    peer = two.fingerprint()
    cluster[fault.on].sh(fault.inject, timeout=30)
    try:
        until(cluster[fault.seen], fault)
        faulty = one.fingerprint()
        done = Fixed(one, *ALL)
        assert set(done.states) <= {"kept"}, done.ran
        for repair in done.report["plan"]["repairs"]:
            left = {(f["code"], f["message"]) for f in done.report["findings"]}
            assert not left & {(s["code"], s["message"]) for s in repair["cures"]}, done.ran
        one.run("crm_resource", "--wait", "--timeout=30s", timeout=40)
        assert Fixed(one, *ALL).states == []
        if not done.states:
            assert changes(faulty, one.fingerprint()) == []
        for identity in reversed(done.identities):
            undone = one.hadoctor("undo", identity)
            assert undone.code == 0, undone
        final = [r for r in done.report["plan"]["repairs"] if r["undo"] != "hadoctor undo"]
        lasting = ("cib", "cmap") if final else ()
        assert [k for k in changes(faulty, one.fingerprint()) if k not in lasting] == []
        touched = changes(peer, two.fingerprint())
        assert [key for key in touched if key not in ("cib", *lasting)] == []
    finally:
        cluster[fault.on].sh(fault.clear, timeout=30)


def test_afterwards_it_is_sound(cluster: Cluster) -> None:
    cluster.wait_sound(60)
