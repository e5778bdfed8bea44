"""Clusters to judge, and how to judge them in a test."""

from __future__ import annotations

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.target import DEFAULTS
from hadoctor.verdict.clusters import verdicts
from hadoctor.verdict.types import Loss, Verdict

FENCED = """
primitive fence stonith:fence_virsh params ip=10.0.0.1 op monitor interval=60s
property stonith-enabled=true no-quorum-policy=stop cluster-infrastructure=corosync
"""
UNFENCED = """
property stonith-enabled=false no-quorum-policy=stop cluster-infrastructure=corosync
"""
TWO = "node 1: alice\nnode 2: bob\n"
THREE = TWO + "node 3: carol\n"
GROUP = """
primitive ip IPaddr2 params ip=10.0.0.5 op monitor interval=10s
primitive web apache op monitor interval=10s
group site ip web
"""
DATABASE = """
primitive db ocf:pacemaker:Stateful \\
    op monitor interval=10s role=Promoted op monitor interval=11s role=Unpromoted
clone dbs db meta promotable=true
"""


def judged(text: str, corosync: str = "", name: str = "a.crm") -> Verdict:
    """The verdict on one configuration, with the corosync.conf of its cluster."""
    verdict = asked(text, corosync, name)
    assert not verdict.unchecked, verdict.unchecked
    return verdict


def asked(text: str, corosync: str = "", name: str = "a.crm") -> Verdict:
    """The same, where there may be none."""
    files = {name: text, **({"corosync.conf": corosync} if corosync else {})}
    found = [from_bytes(path, data.encode(), DEFAULTS) for path, data in files.items()]
    (verdict,) = verdicts(one for one in found if isinstance(one, Subject))
    return verdict


def without(node: str, verdict: Verdict) -> Loss:
    (loss,) = (loss for loss in verdict.losses if loss.node == node)
    assert not loss.unchecked, loss.unchecked
    return loss


def down(loss: Loss) -> dict[str, str]:
    return {one.resource: one.why for one in loss.down}


def corosync(nodes: int, quorum: str = "", votes: str = "") -> str:
    names = ("alice", "bob", "carol", "dave")[:nodes]
    listed = "".join(
        f"  node {{\n    name: {name}\n    nodeid: {number}\n    ring0_addr: 10.0.0.{number}\n"
        f"{votes if number == 1 else ''}  }}\n"
        for number, name in enumerate(names, 1)
    )
    return (
        "totem {\n  version: 2\n  cluster_name: test\n}\n"
        f"nodelist {{\n{listed}}}\n"
        f"quorum {{\n  provider: corosync_votequorum\n{quorum}}}\n"
    )
