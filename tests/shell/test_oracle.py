"""The oracle is right when it repeats the recorded verdict of every file of the corpus, and when the
program itself says the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from . import available
from .fixtures import CORPUS, recorded, shell
from .oracle import SYSTEM_PATH, Shell, Verdict, program

__all__ = ["shell"]

RECORDED = recorded("verdicts.jsonl")
SOME = sorted(RECORDED)[::20]
# Each shows one thing that cibadmin or crm_diff does, which the driver does for itself.
STORED = {
    "tab": b'primitive p Dummy params a="x\ty" b="<&>"',
    "not ASCII": b'primitive p Dummy params a="\xc3\xa9 & more"',
    "text": b'xml <primitive id="p" class="ocf" provider="heartbeat" type="Dummy">text</primitive>',
    "comment": b"# a & b <>\nprimitive p Dummy\n# lost",
    "broken by the writer": b'xml <node id="n" uname="n"><instance_attributes id="i"><nvpair id="v"'
    b' name="a" value="&#233;&amp;x"/></instance_attributes></node>',
    "schema": b"primitive p Dummy params $id-ref=nothing",
    "schema of a score": b"primitive p Dummy\nlocation l p 1e5: n",
    "nothing": b"",
    "crash": b'primitive p Dummy params a="x',
    "only nodes are stored": b"node n\nlocation l nosuch 100: n",
}


@pytest.mark.parametrize("name", RECORDED)
def test_repeats_recorded_verdict(name: str, shell: Shell) -> None:
    record = RECORDED[name]
    answer = shell.load((CORPUS / name).read_bytes())
    assert (answer.accepted, answer.stage) == (record["accepted"], record["stage"])
    assert answer.cib == record["cib"]
    if record["accepted"]:
        assert answer.show == (CORPUS / name).with_suffix(".show").read_text(encoding="utf-8")


@pytest.mark.parametrize("release", available.releases())
def test_repeats_recorded_verdicts_of_another_release(release: str) -> None:
    available.require()
    newer = recorded(f"verdicts-{release}x.jsonl")
    with Shell(modules=available.releases()[release]) as shell:
        for name, record in (RECORDED | newer).items():
            answer = shell.load((CORPUS / name).read_bytes())
            assert (name, answer.accepted) == (name, record["accepted"])
            assert answer.cib == record["cib"]
            if name in newer:
                assert answer.show == record.get("show")


@pytest.mark.parametrize("name", SOME)
def test_shows_what_it_stored(name: str, shell: Shell) -> None:
    answer = shell.load((CORPUS / name).read_bytes())
    # A bundle's attributes are printed as they stand, and the canonical text has them sorted.
    if answer.cib is not None and "<bundle" not in answer.cib:
        shown = shell.print(answer.cib)
        assert (shown.valid, shown.show) == (True, answer.show)


@pytest.mark.parametrize("name", STORED)
def test_stores_what_cibadmin_stores(name: str, shell: Shell) -> None:
    ours, theirs = shell.load(STORED[name]), shell.load(STORED[name], real=True)
    assert ours[:4] == theirs[:4]


@pytest.mark.parametrize("name", SOME[:4])
def test_says_what_the_program_says(name: str, shell: Shell, tmp_path: Path) -> None:
    ours, theirs = shell.load((CORPUS / name).read_bytes()), run(CORPUS / name, tmp_path)
    assert (ours.accepted, ours.show) == (theirs.accepted, theirs.show)


def run(path: Path, home: Path) -> Verdict:
    """The program `crm` with a home and a CIB of its own."""
    crm, cibadmin = program("crm"), program("cibadmin")
    assert crm
    assert cibadmin
    cib = home / "cib.xml"
    environment = {"PATH": SYSTEM_PATH, "HOME": str(home), "CIB_file": str(cib)}
    environment["LC_ALL"] = "C.UTF-8"
    made = subprocess.run([cibadmin, "--empty"], capture_output=True, check=True)
    cib.write_bytes(made.stdout)
    load = [crm, "-F", "configure", "load", "update", str(path)]
    loaded = subprocess.run(load, env=environment, capture_output=True, text=True)
    if loaded.returncode != 0:
        return Verdict(False, "")
    show = [crm, "-D", "plain", "configure", "show"]
    shown = subprocess.run(show, env=environment, capture_output=True, text=True)
    return Verdict(True, "ok", show=shown.stdout)


def test_one_bad_input_does_not_stop_it() -> None:
    available.require()
    with Shell(limit=1) as impatient:
        slow = b"\n".join(
            b"primitive p%d Dummy op monitor interval=%ds" % (n, n) for n in range(3000)
        )
        assert impatient.load(slow).stage == "hung"
        assert impatient.load(b"primitive p Dummy").accepted
