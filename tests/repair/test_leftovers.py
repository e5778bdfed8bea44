"""What is planned for a live CIB: recorded answers, with another CIB in which all has come to rest."""

from __future__ import annotations

import pytest

from hadoctor.repair.plan import Plan
from hadoctor.repair.step import Disruption, Repair, Run

from ..verdict import available
from .planning import planned

HERE = "<constraints/>"
STICK = (
    '<rsc_defaults><meta_attributes id="d"><nvpair id="d-s" name="resource-stickiness" value="100"/>'
    "</meta_attributes></rsc_defaults>"
)


@pytest.fixture(autouse=True)
def _program() -> None:
    available.require()


def constraint(text: str, *, stick: bool = True) -> Plan:
    more = STICK if stick else ""
    return planned(
        cib=lambda cib: cib.replace(HERE, f"<constraints>{text}</constraints>{more}").replace(
            "fence_alom", "fence_virt"
        )
    )


def of(made: Plan, code: str) -> list[Repair]:
    return [one for one in made.repairs if any(cure.code == code for cure in one.cures)]


def ban(node: str) -> str:
    return f'<rsc_location id="cli-ban-web-on-{node}" rsc="web" node="{node}" score="-INFINITY"/>'


def test_a_ban_that_nothing_comes_of() -> None:
    (repair,) = of(constraint(ban("n3")), "CON002")
    assert repair.disruption is Disruption.NONE
    assert repair.preview == ("nothing moves, nothing starts or stops",)
    patch, wait = repair.steps
    assert isinstance(patch, Run)
    assert isinstance(wait, Run)
    assert patch.do[:2] == ("cibadmin", "--patch")
    assert 'operation="create"' in patch.undo[-1]
    assert wait.do[:2] == ("crm_resource", "--wait")


def test_where_it_moves_a_resource_it_costs_a_failover() -> None:
    prefers = '<rsc_location id="home" rsc="web" node="n1" score="500"/>'
    (repair,) = of(constraint(prefers + ban("n1")), "CON002")
    assert repair.disruption is Disruption.FAILOVER
    assert any(line.startswith("move vip from ") for line in repair.preview)


def test_what_somebody_may_have_meant_is_never_done_by_yes_alone() -> None:
    (repair,) = of(constraint(""), "RES022")
    assert repair.disruption is Disruption.RESTART
    assert any(line.startswith("start off on ") for line in repair.preview)
    assert repair.risk


def test_a_busy_cluster_is_left_alone() -> None:
    said = {"crmadmin --status n1": "Controller on n1 in state S_TRANSITION_ENGINE: ok\n"}
    made = planned(
        cib=lambda cib: cib.replace(HERE, f"<constraints>{ban('n3')}</constraints>"), commands=said
    )
    assert of(made, "CON002") == []
    (procedure,) = [p for p in made.protocols if any(c.code == "CON002" for c in p.cures)]
    assert "S_TRANSITION_ENGINE" in procedure.why
    assert sum(line.startswith("$ cibadmin --patch") for line in procedure.lines) == 2


def test_what_is_about_to_happen_anyway_is_waited_for() -> None:
    """In the recorded CIB nothing has started yet."""
    (procedure,) = [p for p in planned().protocols if any(c.code == "RES022" for c in p.cures)]
    assert "about to do something by itself" in procedure.why


def test_a_resource_with_an_error_is_not_started() -> None:
    off = '<primitive id="off" class="ocf" provider="pacemaker" type="Dummy">'
    wrong = (
        '<primitive id="off" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes'
        ' id="off-i"><nvpair id="off-a" name="ip" value="10.0.0.101/24"/></instance_attributes>'
    )
    made = planned(cib=lambda cib: cib.replace(off, wrong))
    assert of(made, "RES022") == []
    (procedure,) = [p for p in made.protocols if any(c.code == "RES022" for c in p.cures)]
    assert procedure.why.startswith("another fault comes first: RES005 ")


def test_other_changes_are_told_with_what_comes_of_them() -> None:
    made = planned(
        cib=lambda cib: cib.replace(
            '<nvpair id="o2"',
            '<nvpair id="o9" name="no-quorum-policy" value="ignore"/><nvpair id="o2"',
        )
    )
    assert of(made, "PCM010") == []
    (procedure,) = [p for p in made.protocols if any(c.code == "PCM010" for c in p.cures)]
    assert "the scheduler expects:" in procedure.lines
