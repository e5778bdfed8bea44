"""How a verdict is shown."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest

import hadoctor
from hadoctor.report import human, renderer
from hadoctor.verdict.types import Down, Loss, Move, Verdict
from tests.examples import check
from tests.verdict import available
from tests.verdict.clusters import FENCED, GROUP, TWO

SCHEMA = json.loads((Path(hadoctor.__file__).parent / "report/report-v1.schema.json").read_text())
REPORT = check("node a\n", name="a.crm", rules=())
VERDICT = Verdict(
    "a.crm",
    "crm_simulate 2.1.5",
    nodes=("alice", "bob"),
    never=(Down("x", "banned"), Down("y", "banned")),
    losses=(
        Loss("alice", (Move("g", ("alice",), ("bob",)), Move("db", (), ("bob",), True)), running=3),
        Loss("bob", (), (Down("g", "no quorum"),), notes=("no quorum", "more"), quorum=False),
        Loss("carol", unchecked="the time is up"),
    ),
    assumed=("all is well",),
)


def _shown(*verdicts: Verdict, verbose: bool = False) -> list[str]:
    stream = io.StringIO()
    human.render(REPORT._replace(verdicts=verdicts), stream, verbose=verbose)
    return stream.getvalue().splitlines()


def test_a_line_for_each_node() -> None:
    assert _shown(VERDICT)[-9:] == [
        "a.crm: verdict of crm_simulate 2.1.5, from 2 nodes online",
        "  never starts: x, y: banned",
        "  without alice: survives; g to bob; db promoted on bob",
        "  without bob: everything stops",
        "    down: g: no quorum",
        "    more",
        "  without carol: not checked",
        "    the time is up",
        "  taken for granted: all is well",
    ]


def test_what_has_no_verdict_and_no_subject() -> None:
    assert (
        _shown(Verdict("a", unchecked="bad \x1b[1m"))[-1] == "a: verdict: not checked: bad \\x1b[1m"
    )
    assert _shown()[-1] == "verdict: no configuration of Pacemaker was given"


def test_many_names_are_cut_unless_all_are_wanted() -> None:
    many = VERDICT._replace(never=tuple(Down(f"r{n}", "banned") for n in range(20)), losses=())
    (line,) = [line for line in _shown(many) if "never" in line]
    assert line.endswith("r7 and 12 more: banned")
    (line,) = [line for line in _shown(many, verbose=True) if "never" in line]
    assert "r19: banned" in line


def test_very_many_places_are_cut_too() -> None:
    moves = tuple(Move(f"r{n}", ("a",), (f"n{n}",)) for n in range(20))
    (line,) = [one for one in _shown(VERDICT._replace(losses=(Loss("a", moves),))) if "r0" in one]
    assert line.endswith("r7 to n7; and to 12 more places")


def test_json_has_it_only_where_it_was_asked_for() -> None:
    def document(*, asked: bool) -> dict[str, object]:
        stream = io.StringIO()
        verdicts = (VERDICT, Verdict("b", unchecked="no")) if asked else None
        renderer("json")(REPORT._replace(verdicts=verdicts), stream)
        found: dict[str, object] = json.loads(stream.getvalue())
        jsonschema.validate(found, SCHEMA)
        return found

    assert "verdict" not in document(asked=False)
    verdict = document(asked=True)["verdict"]
    assert isinstance(verdict, dict)
    first, second = verdict["clusters"]
    assert [loss["survived"] for loss in first["losses"]] == [True, False, None]
    assert first["losses"][0]["moves"][1] == {
        "resource": "db",
        "from": [],
        "to": ["bob"],
        "promoted": True,
    }
    assert second["unchecked"] == "no"


def test_the_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    available.require()
    from hadoctor.cli.checking import Options, run_check

    path = tmp_path / "a.crm"
    path.write_text(TWO + GROUP + FENCED)
    codes = []
    for verdict in (False, True):
        with pytest.raises(SystemExit) as ended:
            run_check(Options((str(path),), verdict=verdict, no_config=True))
        codes.append(ended.value.code)
    assert codes[0] == codes[1]
    out = capsys.readouterr().out
    assert out.count("verdict of crm_simulate") == 1
    assert "without alice: survives" in out
