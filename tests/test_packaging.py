"""The wheel holds grammars and rules, and runs away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=600
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # Through the sdist: what is not in it would be missing from the wheel, too.
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_has_grammars_and_rules(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "hadoctor/grammars/corosync.lark" in names
    assert "hadoctor/report/report-v1.schema.json" in names
    assert "hadoctor/generate/install.sh" in names
    rules = {str(p.relative_to(ROOT)) for p in (ROOT / "rules").rglob("*.py")}
    assert {f"hadoctor/{name}" for name in rules} <= names
    assert not any(name.startswith(("tests", "rules/", "grammars/")) for name in names)


def test_wheel_runs_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    hadoctor = tmp_path / "env" / "bin" / "hadoctor"
    here = run(sys.executable, "-m", "hadoctor", "rule", "--all", cwd=ROOT)
    assert run(hadoctor, "rule", "--all", cwd=tmp_path) == here
    found = run(hadoctor, "check", ROOT / "fixtures" / "tutorial", cwd=tmp_path)
    assert "TOT001" in found
