"""`hadoctor check` as a user runs it: exit codes, formats, inputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.daemon.fixtures import CORPUS

GOOD = CORPUS / "good-knet-3n-01.conf"
BAD = CORPUS / "bad-quoted-number.conf"


def hadoctor(
    *arguments: str | Path, stdin: bytes = b"", check: bool = False
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hadoctor", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=check,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", GOOD, "--fail-on", "error"], 0),
        (["check", BAD], 1),
        (["check", BAD, "--exit-zero"], 0),
        (["check", BAD, "--ignore", "COR,TOT,NET,QUO,SEC"], 0),
        (["check", BAD, "--select", "XYZ"], 2),
        (["check", BAD, "--format", "nonsense"], 2),
        (["check", BAD, "--output", "json"], 2),
        (["check", BAD, "--target", "corosync=9"], 2),
        (["check", BAD, "--fail-on", "fatal"], 2),
        (["check", BAD, "--no-such-option"], 2),
        (["check", "/no/such/file"], 3),
        (["check", "/dev/null"], 3),
        (["check", CORPUS / "verdicts.jsonl", BAD], 1),
        (["rule", "COR006"], 0),
        (["rule", "COR999"], 2),
        (["explain", "totem.token"], 0),
        (["explain", "tokn"], 2),
        (["convert", GOOD, "--to", "cmap"], 0),
        (["convert", GOOD, "--to", "nonsense"], 2),
        (["convert", "/no/such/file", "--to", "cmap"], 3),
        (["nonsense"], 2),
        (["--version"], 0),
        (["--help"], 0),
        (["check", "--help"], 0),
    ],
    ids=lambda value: " ".join(map(str, value))[-40:] if isinstance(value, list) else None,
)
def test_exit_codes(arguments: list[str | Path], code: int) -> None:
    done = hadoctor(*arguments)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert b"Traceback" not in done.stderr


def test_standard_input_has_a_name() -> None:
    done = hadoctor(
        "check", "-", "--stdin-name", "a/b.conf", "--format", "brief", stdin=BAD.read_bytes()
    )
    assert done.stdout.startswith(b"a/b.conf:")


def test_several_outputs(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    done = hadoctor("check", BAD, "--format", "brief", "--output", f"json={file}")
    report = json.loads(file.read_text())
    assert len(report["findings"]) == len(done.stdout.splitlines())


def test_a_folder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "corosync.conf").write_bytes(BAD.read_bytes())
    (tmp_path / "other.conf").write_text("[section]\nkey = value\n")
    done = hadoctor("check", tmp_path, "--format", "json")
    assert [i["path"] for i in json.loads(done.stdout)["inputs"]] == [
        str(tmp_path / "a" / "corosync.conf")
    ]


def test_a_language_is_known_by_its_text(tmp_path: Path) -> None:
    crm, cib, other = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    crm.write_text("primitive a ocf:heartbeat:Dummy\nproperty stonith-enabled=false\n")
    cib.write_text('<cib validate-with="pacemaker-3.9"><configuration/></cib>\n')
    other.write_text("<html></html>\n")
    done = hadoctor("check", "--format", "json", crm, cib, other)
    assert done.returncode == 3
    inputs = json.loads(done.stdout)["inputs"]
    assert [i["kind"] for i in inputs] == ["crm", "cib", "unknown"]
    assert "not a CIB" in inputs[2]["error"]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m hadoctor check {CORPUS} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


def test_names_of_files_may_be_odd(tmp_path: Path) -> None:
    file = tmp_path / "corosync\x1b[2J\udcff.conf"
    try:
        file.write_bytes(BAD.read_bytes())
    except OSError:
        pytest.skip("this file system does not take such names")
    for format_ in ("human", "brief", "json"):
        done = hadoctor("check", file, "--format", format_)
        assert done.returncode == 1, done.stderr
        assert b"\x1b" not in done.stdout
