"""Where location constraints ban a resource, and which nodes there are."""

from __future__ import annotations

from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker.node_names import NodeNames
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.placement import banned_from, bans
from hadoctor.target import DEFAULTS

TEXT = """node alice
node bob
node carol
primitive A Dummy
primitive B Dummy
group G A B
primitive far ocf:pacemaker:remote
primitive vm VirtualDomain params config=/x meta remote-node=guest
location l1 G -inf: Alice
location l2 A rule -inf: #uname ne bob
location l3 B rule -inf: #uname eq bob and date lt 2030-01-01
location l4 B role=Master -inf: bob
location l5 B -1000: bob
property stonith-enabled=true
"""


def model() -> Pacemaker:
    subject = from_bytes("x.crm", TEXT.encode(), DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Pacemaker)
    assert isinstance(found, Pacemaker)
    return found


def test_bans() -> None:
    pacemaker = model()
    nodes = NodeNames(pacemaker)
    known = bans(pacemaker, nodes.all)
    assert set(banned_from(pacemaker.resources["A"], known)) == {"alice", "carol", "far", "guest"}
    assert set(banned_from(pacemaker.resources["B"], known)) == {"alice"}


def test_node_names() -> None:
    nodes = NodeNames(model())
    assert nodes.complete
    assert nodes.has("ALICE")
    assert nodes.has("far")
    assert nodes.has("guest")
    assert not nodes.has("vm")
    assert set(nodes.connected) == {"far"}
    assert nodes.near("alcie") == "alice"
    assert nodes.near("alice.example.com") == "alice"


def test_numbers_tell_nodes_apart() -> None:
    text = b"node db1\nnode node-a\nproperty a=b\n"
    subject = from_bytes("x.crm", text, DEFAULTS)
    assert isinstance(subject, Subject)
    found = subject.facts.get(Pacemaker)
    assert isinstance(found, Pacemaker)
    nodes = NodeNames(found)
    assert nodes.near("db2") is None
    assert nodes.near("node-b") is None
