"""Settings: found upwards, and every mistake in them said with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hadoctor.config import ConfigError, find, load
from hadoctor.finding import Severity
from hadoctor.target import Targets
from tests.cli.test_check import hadoctor
from tests.daemon.fixtures import CORPUS

BAD = CORPUS / "bad-quoted-number.conf"


def test_found_upwards(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.hadoctor]\nignore = ['COR']\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert find(str(inner)) == str(tmp_path / "pyproject.toml")
    (tmp_path / "a" / "hadoctor.toml").write_text("")
    assert find(str(inner)) == str(tmp_path / "a" / "hadoctor.toml")


def test_everything(tmp_path: Path) -> None:
    file = tmp_path / "hadoctor.toml"
    file.write_text(
        """\
select = ["COR", "SEC"]
ignore = ["COR030"]
severity = { SEC001 = "error" }
target = { corosync = "3.0", pacemaker = "3.0" }
per-file-ignores = { "lab/*" = ["SEC"] }
"""
    )
    config = load(str(file))
    assert config.select == ("COR", "SEC")
    assert config.severity == {"SEC001": Severity.ERROR}
    assert config.targets == Targets().with_("corosync", "3.0").with_("pacemaker", "3.0")
    assert config.per_file_ignores == {"lab/*": ("SEC",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ignor = []", "did you mean ignore"),
        ("ignore = 'COR'", "list of codes"),
        ("severity = { SEC001 = 'fatal' }", "not 'fatal'"),
        ("target = { corosync = '9' }", "2.4, 3.0, 3.1, next"),
        ("target = { pcs = '2.1' }", "target takes"),
        ("target = { pacemaker = ['2.1'] }", "target.pacemaker takes 2.1, 3.0"),
        ("x = \ny = 1", "line 1"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "hadoctor.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=said):
        load(str(file))
    done = hadoctor("check", BAD, "--config", file)
    assert done.returncode == 2
    assert said.encode() in done.stderr


def test_used_by_check(tmp_path: Path) -> None:
    file = tmp_path / "hadoctor.toml"
    file.write_text('severity = { COR006 = "info" }\nselect = ["COR006"]\n')
    done = hadoctor("check", BAD, "--config", file, "--format", "json")
    assert [f["severity"] for f in json.loads(done.stdout)["findings"]] == ["info"]
    file.write_text('per-file-ignores = { "bad-*" = ["COR", "SEC", "TOT", "QUO", "NET"] }\n')
    assert hadoctor("check", BAD, "--config", file).returncode == 0
    assert hadoctor("check", BAD, "--config", file, "--no-config").returncode == 1
