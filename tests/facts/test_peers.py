"""Several nodes' saved facts: which are compared, who is the odd one, and what is said once."""

from __future__ import annotations

import io
import json
from typing import Any

from hadoctor.engine import Report, run
from hadoctor.facts import NEEDS_NODE, Unknown
from hadoctor.facts.kinds import SbdFile
from hadoctor.facts.node.clock import Clock
from hadoctor.facts.node.files import Authkey
from hadoctor.facts.peers import gather, sides, table
from hadoctor.facts.subject import NODE, Subject
from hadoctor.registry import chosen
from hadoctor.report import human
from tests.examples import check, saved
from tests.test_fleet import conf

SHOP = conf("shop", "10.0.0.1", "10.0.0.2", "10.0.0.3")
WEB = conf("web", "10.0.1.1", "10.0.1.2")


def key(digest: str) -> dict[str, Any]:
    file = {"path": "/etc/corosync/authkey", "kind": "file", "mode": 256, "size": 256}
    return {"Authkey": {"file": {**file, "owner": "root", "group": "root", "digest": digest}}}


def nodes(text: str, **said: dict[str, Any]) -> list[Subject]:
    return [one for one in saved(text, json.dumps(said)) if isinstance(one, Subject)]


def report_on(*clusters: list[Subject]) -> Report:
    report = run(
        [s for subjects in clusters for s in subjects], chosen(["CLU", "FEN001", "TIM", "PCM"])
    )
    assert not report.broken
    return report


def found(report: Report) -> list[tuple[str, str]]:
    return [(r.code, r.finding.at.source.name) for r in report.findings]


def test_three_nodes_and_the_odd_one() -> None:
    report = report_on(nodes(SHOP, shop1=key("a"), shop2=key("b"), shop3=key("a")))
    assert found(report) == [("CLU002", "shop2.json:/etc/corosync/authkey")]
    (one,) = report.findings
    assert "shop1, shop3 have one, shop2 another" in one.finding.message
    assert [note.text for note in one.finding.notes] == ["shop1, shop3"]


def test_clusters_are_not_mixed() -> None:
    shop = nodes(SHOP, shop1=key("a"), shop2=key("a"))
    web = nodes(WEB, web1=key("b"), web2=key("b"))
    assert not found(report_on(shop, web))
    gathered = gather([s for s in (*shop, *web) if s.language == NODE])
    assert [[p.name for p in peers.members] for peers in gathered.clusters] == [
        ["shop1", "shop2"],
        ["web1", "web2"],
    ]


def test_one_node_has_nobody_to_differ_from() -> None:
    report = report_on(nodes(SHOP, shop1=key("a")), nodes(WEB, web1=key("b")))
    assert not found(report)


def test_a_host_that_is_not_in_its_nodelist_is_left_out() -> None:
    report = report_on(nodes(SHOP, shop1=key("a"), shop2=key("a"), other=key("b")))
    assert not found(report)
    left = {s.why for s in report.skipped if s.input == "other.json"}
    assert "host 'other' is not found in its own nodelist" in left


def test_a_node_that_does_not_know_is_named() -> None:
    unknown = {"Authkey": {"unknown": "needs root"}}
    report = report_on(nodes(SHOP, shop1=key("a"), shop2=key("a"), shop3=unknown))
    assert not found(report)
    assert "shop3: needs root" in [s.why for s in report.skipped if s.code == "CLU002"]


def test_times_of_saving_say_nothing_of_clocks() -> None:
    """Facts are saved one after the other: only what the time service says counts."""
    early, late = ({"Identity": {"taken": taken}} for taken in (1000.0, 9000.0))
    assert not found(report_on(nodes(SHOP, shop1=early, shop2=late)))


CIB = (
    "<cib epoch='1' admin_epoch='0'><configuration><crm_config><cluster_property_set id='b'>"
    "<nvpair id='s' name='stonith-enabled' value='false'/></cluster_property_set></crm_config>"
    "<nodes/><resources/><constraints/></configuration></cib>"
)


def test_what_all_have_is_said_once() -> None:
    same = {"cib.xml": CIB}
    report = report_on(nodes(SHOP, shop1=same, shop2=same, shop3=same))
    (one,) = [r.finding for r in report.findings if r.code == "FEN001"]
    assert one.at.source.name == "shop1.json:cib.xml"
    places = [n.at.source.name for n in one.notes if n.text == "the same here"]
    assert places == ["shop2.json:cib.xml", "shop3.json:cib.xml"]


def test_two_clusters_with_one_mistake_are_two_findings() -> None:
    same = {"cib.xml": CIB}
    report = report_on(nodes(SHOP, shop1=same, shop2=same), nodes(WEB, web1=same, web2=same))
    assert [c for c, _ in found(report)].count("FEN001") == 2


def test_what_a_node_says_of_itself_has_the_name_of_its_file() -> None:
    state = {"command": "chronyc -n -c tracking", "stratum": 3, "offset": 9.0, "source": "x"}
    daemons = [{"kind": "chrony", "unit": "chrony", "running": True, "enabled": True}]
    wrong = {"Clock": {"daemons": daemons, "state": state}}
    report = report_on(nodes(SHOP, shop1=wrong, shop2={}))
    assert found(report) == [("TIM003", "shop1.json:chronyc -n -c tracking")]


def test_nodes_are_judged_for_their_own_releases() -> None:
    both = [{"Identity": {"corosync": release}} for release in ("3.1.7", "3.0.1")]
    report = report_on(nodes(SHOP, shop1=both[0], shop2=both[1]))
    assert human.judged_for(report) == "the releases that each node has"
    alike = report_on(nodes(SHOP, shop1=both[1], shop2=both[1]))
    assert human.judged_for(alike).startswith("corosync 3.0")


def test_sbd_of_a_node() -> None:
    with_file, without = nodes(SHOP, shop1={"sbd": "SBD_DEVICE=/dev/sda\n"}, shop2={})[1::2]
    fact = with_file.facts.get(SbdFile)
    assert not isinstance(fact, Unknown)
    assert fact.sbd.devices == ("/dev/sda",)
    assert with_file.facts.concern(SbdFile)
    # A node without such a file has nothing to check there.
    assert not without.facts.concern(SbdFile)


def test_rules_that_need_a_node_say_so() -> None:
    report = check("primitive a ocf:heartbeat:apache\n", name="a.crm")
    assert NEEDS_NODE in {s.why for s in report.skipped}
    assert not [s for s in report.skipped if s.code.startswith("CLU")]


def test_sides() -> None:
    subjects = nodes(SHOP, shop1=key("a"), shop2=key("b"), shop3=key("a"))
    (peers,) = gather([s for s in subjects if s.language == NODE]).clusters
    assert not sides((peer, 1) for peer in peers.members)
    found = sides((peer, fact.file.digest) for peer, fact in peers.each(Authkey))
    assert table(found) == "shop1, shop3: a; shop2: b"
    assert len(list(peers.silent(Clock))) == 3


def test_the_report_is_written() -> None:
    stream = io.StringIO()
    human.render(report_on(nodes(SHOP, shop1=key("a"), shop2=key("b"))), stream, verbose=True)
    assert "shop2.json:/etc/corosync/authkey:1:1: warning CLU002" in stream.getvalue()
