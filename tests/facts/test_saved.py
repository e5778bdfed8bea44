"""The facts of a node as a file: they come back as they were, without secrets; hostile files are refused."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hadoctor.cli import Exit
from hadoctor.engine import run
from hadoctor.facts import Unknown
from hadoctor.facts.files import given as read_given
from hadoctor.facts.freeze import ThawError
from hadoctor.facts.live import CIB, CONF, Node, Text
from hadoctor.facts.node.identity import Identity
from hadoctor.facts.saved import dump, load
from hadoctor.facts.subject import Input, Subject
from hadoctor.registry import chosen
from hadoctor.target import DEFAULTS

NODE = Node(
    "n1",
    1000.5,
    {
        CONF: Text("/etc/corosync/corosync.conf", b"totem {\n    version: 2\n    key: geheim\n}\n"),
        CIB: Text(
            "cibadmin --query",
            b'<cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/><resources>'
            b'<primitive id="f" class="stonith" type="fence_x"><instance_attributes id="i">'
            b'<nvpair id="p" name="passwd" value="geheim"/></instance_attributes></primitive>'
            b"</resources><constraints/></configuration></cib>",
        ),
    },
    {Identity: Identity(hostname="n1")},
)


def test_it_comes_back() -> None:
    node = load(dump(NODE).encode())
    assert (node.name, node.taken) == ("n1", 1000.5)
    assert node.facts == NODE.facts
    assert node.texts.keys() == NODE.texts.keys()


def test_no_secret_is_in_it() -> None:
    assert "geheim" not in dump(NODE)


def test_it_is_known_and_checked() -> None:
    found = list(read_given("n1.json", dump(NODE).encode(), DEFAULTS))
    assert [one.input.kind for one in found if isinstance(one, Subject)] == [
        "corosync.conf",
        "cib",
        "node",
    ]
    report = run(found, chosen())
    assert not report.broken
    assert {r.finding.at.source.name.partition(":")[0] for r in report.findings} == {"n1.json"}


def test_unknown_facts_come_back_with_their_reason() -> None:
    node = load(dump(NODE._replace(facts={Identity: Unknown("no root")})).encode())
    assert node.facts[Identity] == Unknown("no root")


@pytest.mark.parametrize(
    "change",
    [
        {"facts": 5},
        {"facts": {"Identity": 5}},
        {"facts": {"Identity": {"hostname": 5}}},
        {"facts": {"Identity": {"nothing": 5}}},
        {"texts": {"corosync.conf": {"origin": 1}}},
        {"texts": []},
        {"format": "hadoctor-facts-99"},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(change: dict[str, object]) -> None:
    data = {**json.loads(dump(NODE)), **change}
    with pytest.raises(ThawError):
        load(json.dumps(data).encode())
    first, *more = read_given(
        "x.json", json.dumps({"format": "hadoctor-facts-1", **data}).encode(), DEFAULTS
    )
    assert isinstance(first, (Input, Subject))
    assert all(isinstance(one, Subject) for one in more)


DEEP = '{"format": "hadoctor-facts-1", "facts": {"Identity": ' + "[" * 100_000
HOSTILE = {
    "no JSON": ('{"format": "hadoctor-facts-1", "facts"', "no JSON"),
    "deep": (DEEP, "no JSON"),
    "not a number": (
        '"Storage": {"rooms": [{"path": "/", "total": NaN, "free": 1}]}',
        "rooms[0].total",
    ),
    "endless": ('"Clock": {"age": 1e999}', "facts.Clock.age"),
    "huge": (
        '"Storage": {"rooms": [{"path": "/", "total": 1' + "0" * 400 + "}]}",
        "rooms[0].total",
    ),
    "more than huge": ('"Clock": {"age": 1' + "0" * 5000 + "}", "no JSON"),
    "unknown in the middle": (
        '"Identity": {"hostname": {"unknown": "x"}}',
        "facts.Identity.hostname",
    ),
    "a list for a text": ('"Identity": {"hostname": ["n1"]}', "facts.Identity.hostname"),
    "a text for a list": ('"Names": {"answers": "n1"}', "facts.Names.answers"),
    "deep inside": ('"Names": {"answers": [{"name": "n1"}, {"name": []}]}', "answers[1].name"),
}
"""Texts, or facts in one; and what the answer says."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_have_an_answer(name: str, tmp_path: Path) -> None:
    """With its place, and the exit code for what cannot be read."""
    text, place = HOSTILE[name]
    if not text.startswith("{"):
        text = f'{{"format": "hadoctor-facts-1", "node": "n1", "facts": {{{text}}}}}'
    file = tmp_path / "n1.json"
    file.write_text(text)
    command = [sys.executable, "-m", "hadoctor", "check", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == Exit.INPUT, done
    assert f"{file}: not checked: " in done.stdout
    assert place in done.stdout
    assert "Traceback" not in done.stderr


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(ThawError):
        load(b'{"format": "hadoctor-facts-1", "facts": ' + data)


def test_a_file_that_is_not_saved_facts_stays_what_it_is(tmp_path: Path) -> None:
    (one,) = read_given("corosync.conf", b"totem {\n}\n", DEFAULTS)
    assert isinstance(one, Subject)
    assert one.input.kind == "corosync.conf"
