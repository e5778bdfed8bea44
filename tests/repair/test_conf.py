"""What is planned for the corosync.conf of a node: recorded answers, with another file."""

from __future__ import annotations

import pytest

from hadoctor.repair.plan import Plan
from hadoctor.repair.step import Disruption, Protocol, Repair, Run, WriteFile

from .planning import CONF, planned

SOUND = {"corosync -t -c /etc/corosync/corosync.conf": ""}


def repairs(made: Plan) -> list[Repair]:
    mine = ("COR", "TOT", "NET", "QUO", "SEC", "RUN003")
    return [one for one in made.repairs if one.cures[0].code.startswith(mine)]


def procedures(made: Plan) -> list[Protocol]:
    mine = ("COR", "TOT", "NET", "QUO", "SEC", "RUN003")
    return [one for one in made.protocols if one.cures[0].code.startswith(mine)]


def written(repair: Repair) -> str:
    (step,) = repair.steps
    assert isinstance(step, WriteFile)
    assert step.path == CONF
    assert step.after is not None
    return step.after.decode()


def test_nothing_for_a_sound_file() -> None:
    made = planned()
    assert (repairs(made), procedures(made)) == ([], [])


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("token: 5000", "token: 5s", "COR006"),
        ("    crypto_hash: sha256\n", "", "SEC011"),
        ("    provider: corosync_votequorum\n", "", "QUO006"),
    ],
)
def test_what_runs_tells_what_the_file_should_say(right: str, wrong: str, code: str) -> None:
    original = ""

    def spoil(text: str) -> str:
        nonlocal original
        original = text
        assert right in text
        return text.replace(right, wrong, 1)

    (repair,) = repairs(planned(conf=spoil))
    assert code in {cure.code for cure in repair.cures}
    assert repair.disruption is Disruption.NONE
    # Where in its section a line is put is another thing.
    assert sorted(written(repair).split()) == sorted(original.split())


def test_what_does_not_run_is_not_written() -> None:
    """A fix with another value than the running one changes the cluster at its next start."""
    made = planned(conf=lambda text: text.replace("token: 5000", "token: 7s"))
    assert repairs(made) == []
    (procedure,) = procedures(made)
    assert "COR006" in {cure.code for cure in procedure.cures}
    assert "  +    token: 7000" in procedure.lines


def test_a_comment_behind_a_value_goes_before_it() -> None:
    made = planned(conf=lambda text: text.replace("token: 5000", "token: 5000 # ms"))
    (repair,) = repairs(made)
    assert "    # ms\n    token: 5000\n" in written(repair)
    (step,) = repair.steps
    assert isinstance(step, WriteFile)
    assert step.check == ("corosync", "-t", "-c", "{file}")


def test_where_corosync_does_not_run_it_cannot_tell() -> None:
    made = planned("killed", conf=lambda text: text.replace("token: 5000", "token: 5s"))
    assert [one for one in repairs(made) if any(c.code == "COR006" for c in one.cures)] == []
    (procedure,) = procedures(made)
    assert "COR006" in {cure.code for cure in procedure.cures}
    assert any(line.startswith("  -    token: 5s") for line in procedure.lines)


def test_what_cannot_be_mended_comes_from_another_node() -> None:
    made = planned(conf=lambda text: text.replace("nodeid: 2", "nodeid: 1"))
    assert repairs(made) == []
    (procedure,) = procedures(made)
    assert {cure.code for cure in procedure.cures} == {"COR023"}
    copies = [line for line in procedure.lines if line.startswith("$ scp")]
    assert [line.split()[3].split(":")[0] for line in copies] == ["root@n2", "root@n3"]


def test_timers_are_read_again() -> None:
    made = planned(conf=lambda text: text.replace("5000", "6000"), commands=SOUND)
    (repair,) = repairs(made)
    assert repair.steps == (Run(("corosync-cfgtool", "-R"), limit=20.0),)
    assert repair.disruption is Disruption.RELOAD


def test_not_where_the_daemon_refuses_the_file() -> None:
    refuses = {"corosync -t -c /etc/corosync/corosync.conf": (8, "", "error")}
    made = planned(conf=lambda text: text.replace("5000", "6000"), commands=refuses)
    assert repairs(made) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("crypto_cipher: aes256", "crypto_cipher: aes128"),
        ("ring1_addr: 10.0.1.3", "ring1_addr: 10.0.1.33"),
        ("corosync_votequorum", "corosync_votequorum\n    expected_votes: 3\n"),
    ],
)
def test_what_another_node_must_have_too_is_not_read_again(old: str, new: str) -> None:
    """Another cipher on one node, and it is out; another number of votes, and there is no quorum."""
    made = planned(conf=lambda text: text.replace(old, new), commands=SOUND)
    assert [one for one in repairs(made) if any(isinstance(s, Run) for s in one.steps)] == []
    if not repairs(made):
        assert any("corosync-cfgtool -R" in line for one in procedures(made) for line in one.lines)


def test_what_needs_a_stop_of_all_is_told_in_order() -> None:
    made = planned(conf=lambda text: text.replace("name: shop", "name: store"))
    assert repairs(made) == []
    lines = [line for one in procedures(made) for line in one.lines]
    order = [
        next(n for n, line in enumerate(lines) if words in line)
        for words in (
            "maintenance-mode=true",
            "stop pacemaker",
            "stop corosync",
            "start corosync",
            "crm_simulate",
            "maintenance-mode=false",
        )
    ]
    assert order == sorted(order)
