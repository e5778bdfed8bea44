"""What the scheduler expects of a standby, on clusters that have come to rest."""

from __future__ import annotations

from hadoctor.drill.guard import expected
from hadoctor.drill.preview import Preview, preview
from hadoctor.facts.files import from_bytes
from hadoctor.facts.subject import Subject
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.target import DEFAULTS
from hadoctor.verdict.lean import lean
from hadoctor.verdict.rest import rest
from hadoctor.verdict.simulate import Scheduler
from hadoctor.verdict.start import start
from hadoctor.verdict.types import Move
from tests.verdict import available
from tests.verdict.clusters import DATABASE, GROUP, THREE, TWO, UNFENCED

SCHEMA = "pacemaker-3.0"
STAY = "location stay site 100: alice\nrsc_defaults resource-stickiness=50\n"


def cluster(text: str) -> tuple[Pacemaker, bytes]:
    """The model, and the CIB before anything was started."""
    (subject,) = [from_bytes("a.crm", text.encode(), DEFAULTS)]
    assert isinstance(subject, Subject)
    pacemaker = subject.facts.get(Pacemaker)
    assert isinstance(pacemaker, Pacemaker)
    quick = lean(pacemaker.configuration, pacemaker.target)
    return pacemaker, start(pacemaker, None, None, quick).cib(SCHEMA)


def of(text: str, node: str) -> Preview:
    available.require()
    pacemaker, cib = cluster(text)
    with Scheduler(30.0) as scheduler:
        rested = rest(scheduler, cib)
    assert rested.at_rest
    return preview(rested.cib, node, pacemaker)


def test_a_group_moves() -> None:
    found = of(TWO + GROUP + UNFENCED + STAY, "alice")
    assert found.moves == (Move("site", ("alice",), ("bob",)),)
    assert found.down == ()
    assert list(expected(found)) == []
    assert found.program.startswith("crm_simulate ")


def test_a_node_with_nothing_on_it() -> None:
    found = of(TWO + GROUP + UNFENCED + STAY, "bob")
    assert found.moves == ()
    assert found.down == ()


def test_what_no_other_node_may_run_stays_down() -> None:
    found = of(TWO + GROUP + UNFENCED + STAY + "location no web -inf: bob\n", "alice")
    assert [one.resource for one in found.down] == ["web"]
    assert "'no'" in found.down[0].why


def test_a_promoted_role_moves() -> None:
    found = of(THREE + DATABASE + UNFENCED, "alice")
    lost = of(THREE + DATABASE + UNFENCED, "bob")
    moved = [one for one in found.moves + lost.moves if one.promoted]
    assert moved
    assert found.down + lost.down == ()


def test_a_cluster_that_is_still_at_work() -> None:
    available.require()
    pacemaker, cib = cluster(TWO + GROUP + UNFENCED + STAY)
    found = preview(cib, "alice", pacemaker)
    assert found.busy
    assert "left to do" in next(expected(found))
