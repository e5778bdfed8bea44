"""The verdict on whole clusters, by the real scheduler."""

from __future__ import annotations

import pytest

from tests.verdict import available
from tests.verdict.clusters import (
    DATABASE,
    FENCED,
    GROUP,
    THREE,
    TWO,
    UNFENCED,
    corosync,
    down,
    judged,
    without,
)


@pytest.fixture(autouse=True)
def _scheduler() -> None:
    available.require()


@pytest.mark.parametrize("nodes", [TWO, THREE], ids=["two nodes", "three nodes"])
def test_a_sound_cluster_survives_every_loss(nodes: str) -> None:
    verdict = judged(nodes + GROUP + DATABASE + FENCED)
    assert verdict.never == ()
    assert [loss.node for loss in verdict.losses] == list(verdict.nodes)
    for loss in verdict.losses:
        assert loss.survived
        assert loss.fenced
        assert loss.quorum
        assert loss.running == 3


def test_a_group_moves_as_one_and_the_promoted_role_goes_on() -> None:
    verdict = judged(TWO + GROUP + DATABASE + FENCED)
    moves = [m for loss in verdict.losses for m in loss.moves]
    (site,) = [m for m in moves if m.resource == "site"]
    assert (site.origin, site.to) in ((("alice",), ("bob",)), (("bob",), ("alice",)))
    assert {m.resource for m in moves} == {"site", "db"}
    (promoted,) = [m for m in moves if m.promoted]
    assert promoted.resource == "db"


def test_what_is_banned_from_the_other_node_stays_down_and_what_needs_it_too() -> None:
    text = TWO + GROUP + FENCED + "location not-bob site -inf: bob\n"
    text += "primitive dep Dummy\ncolocation with inf: dep site\norder after Mandatory: site dep\n"
    loss = without("alice", judged(text))
    assert down(loss)["site"] == "no node can run it: bob: banned by 'not-bob'"
    assert "'site', which does not run" in down(loss)["dep"]
    assert without("bob", judged(text)).survived


def test_what_is_banned_everywhere_never_starts() -> None:
    text = THREE + GROUP + FENCED + "primitive x Dummy\n"
    text += "".join(f"location no-{name} x -inf: {name}\n" for name in ("alice", "bob", "carol"))
    verdict = judged(text)
    assert verdict.never == (
        (
            "x",
            "no node can run it: alice: banned by 'no-alice'; bob: banned by 'no-bob';"
            " carol: banned by 'no-carol'",
        ),
    )
    assert all(loss.survived for loss in verdict.losses)


def test_a_member_that_cannot_start_keeps_the_rest_of_its_group_down() -> None:
    text = TWO + GROUP + FENCED + "location ban ip rule -inf: defined #uname\n"
    ((name, why),) = judged(text).never
    assert name == "site"
    assert "'ban'" in why
    # The members are banned each for itself; one that waits for another says so.
    text = TWO + GROUP + FENCED + "primitive first Dummy meta target-role=Stopped\n"
    text += "order after Mandatory: first web\n"
    ((name, why), stopped) = judged(text).never
    assert (name, stopped.resource) == ("web", "first") or (name, stopped.resource) == (
        "first",
        "web",
    )


def test_fencing_without_a_device_starts_nothing() -> None:
    text = TWO + GROUP + "property cluster-infrastructure=corosync stonith-enabled=true"
    verdict = judged(text)
    ((name, why),) = verdict.never
    assert name == "site"
    assert "there is no fence device" in why
    watchdog = text + " stonith-watchdog-timeout=10s have-watchdog=true\n"
    assert judged(watchdog).never == ()
    assert all(loss.survived for loss in judged(watchdog).losses)


def test_without_fencing_it_goes_on_and_says_what_that_risks() -> None:
    verdict = judged(TWO + GROUP + UNFENCED)
    assert all(loss.survived and not loss.fenced for loss in verdict.losses)
    assert any("fencing is off" in said or "fencing off" in said for said in verdict.assumed)


def test_a_node_that_no_device_is_for_cannot_be_lost() -> None:
    text = TWO + GROUP + FENCED.replace("ip=10.0.0.1", "ip=10.0.0.1 pcmk_host_list=alice")
    text += "location here site 100: bob\n"
    verdict = judged(text)
    loss = without("bob", verdict)
    assert not loss.survived
    assert "'fence' is not for it" in down(loss)["site"]
    assert not loss.fenced
    assert without("alice", verdict).survived


def test_quorum_decides_with_corosync_conf() -> None:
    text = TWO + GROUP + FENCED
    assert all(loss.survived for loss in judged(text, corosync(2, "  two_node: 1\n")).losses)
    for loss in judged(text, corosync(2)).losses:
        assert not loss.survived
        assert not loss.quorum
        assert loss.running == 0
        assert "1 of 2 votes; no-quorum-policy=stop" in down(loss)["site"]
    ignore = text.replace("policy=stop", "policy=ignore")
    for loss in judged(ignore, corosync(2)).losses:
        assert loss.survived
        assert not loss.quorum
    # Without the file the usual setting is taken for granted, and that is said.
    assert any("two_node" in said for said in judged(text).assumed)


def test_a_node_of_corosync_conf_that_the_cib_does_not_know_yet_is_there() -> None:
    verdict = judged(TWO + GROUP + FENCED, corosync(3))
    assert verdict.nodes == ("alice", "bob", "carol")
    assert all(loss.survived for loss in verdict.losses)
    verdict = judged(THREE + GROUP + FENCED, corosync(2, "  two_node: 1\n"))
    assert verdict.nodes == ("alice", "bob")
    assert any("'carol' is offline" in said for said in verdict.assumed)


def test_a_bundle_keeps_a_replica_and_its_address_goes_unmentioned() -> None:
    text = TWO + FENCED + "primitive app Dummy\n"
    text += (
        "bundle web docker image=web replicas=2 network ip-range-start=10.0.0.20 primitive app\n"
    )
    verdict = judged(text)
    assert verdict.never == ()
    for loss in verdict.losses:
        assert loss.survived
        assert {m.resource for m in loss.moves} <= {"web-docker-0", "web-docker-1"}
    lonely = text.replace("replicas=2", "replicas=1") + "location no web -inf: bob\n"
    assert down(without("alice", judged(lonely))) == {
        "web": "no node can run it: bob: banned by 'no'"
    }


def test_a_promoted_role_that_may_be_on_one_node_only() -> None:
    text = TWO + DATABASE + FENCED + "location m dbs role=Promoted -inf: bob\n"
    loss = without("alice", judged(text))
    assert down(loss) == {"db": "nothing is promoted: bob: 'm' bans it"}
    assert loss.running == 1


def test_what_is_switched_off_says_so() -> None:
    text = TWO + FENCED + "primitive a Dummy meta target-role=Stopped\n"
    text += "primitive b Dummy meta is-managed=false\n"
    assert dict(judged(text).never) == {
        "a": "target-role of 'a' is Stopped",
        "b": "'b' is not managed (is-managed=false)",
    }
    text = TWO + GROUP + FENCED.rstrip() + " maintenance-mode=true\n"
    verdict = judged(text)
    assert dict(verdict.never) == dict.fromkeys(("fence", "site"), "maintenance-mode is on")
    assert verdict.losses == ()


def test_an_opt_in_cluster_and_one_without_capacity() -> None:
    text = TWO + FENCED.rstrip() + " symmetric-cluster=false\nprimitive a Dummy\n"
    text += "location f fence 0: alice\nlocation f2 fence 0: bob\n"
    ((name, why),) = judged(text).never
    assert name == "a"
    assert "symmetric-cluster=false" in why
    text = "node 1: alice utilization cpu=2\nnode 2: bob utilization cpu=1\n" + FENCED.rstrip()
    text += " placement-strategy=utilization\nprimitive a Dummy utilization cpu=2\n"
    assert "capacity" in down(without("alice", judged(text)))["a"]


def test_a_status_counts_instead_of_what_would_be_taken_for_granted() -> None:
    text = """<cib validate-with="pacemaker-3.0" epoch="1" num_updates="0" admin_epoch="0"
        crm_feature_set="9.9.9"><configuration>
        <crm_config><cluster_property_set id="p">
          <nvpair id="p-1" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
        <nodes><node id="1" uname="alice"/><node id="2" uname="bob"/></nodes>
        <resources><clone id="c"><meta_attributes id="c-m">
          <nvpair id="c-m-1" name="promotable" value="true"/></meta_attributes>
          <primitive id="db" class="ocf" provider="pacemaker" type="Stateful"/></clone></resources>
        <constraints/></configuration>
        <status><node_state id="1" uname="alice" in_ccm="false" crmd="offline" join="down"
          expected="down"><transient_attributes id="1"><instance_attributes id="s1">
          <nvpair id="s1-1" name="master-db" value="5"/>
          <nvpair id="s1-2" name="fail-count-db#start_0" value="INFINITY"/>
        </instance_attributes></transient_attributes></node_state></status></cib>"""
    verdict = judged(text, name="cib.xml")
    assert verdict.nodes == ("alice", "bob")
    assert verdict.never == ()
    assert down(without("alice", verdict)) == {"db": "no copy is promoted"}
    assert without("bob", verdict).survived


def test_a_single_node_is_the_end() -> None:
    loss = without("alice", judged("node 1: alice\n" + GROUP + UNFENCED))
    assert not loss.survived
    assert loss.running == 0
    assert down(loss) == {"site": "no node is left"}
