"""The rules of the house that a machine can hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "hadoctor"
# Who may import whom: a room may import from the rooms before it.
ORDER = (
    "source secret write finding target syntax edit model facts probe verdict rule rules registry"
    " suppress alike engine page cause fix repair drill generate"
).split()
UPPER = ["report", "cli"]
FOR_RULES = {"edit", "facts", "finding", "model", "rule", "source", "syntax", "target"}
FILES = sorted(PACKAGE.rglob("*.py"))
RULE_FILES = sorted(p for p in (ROOT / "rules").rglob("*.py") if p.name != "__init__.py")


def imported(path: Path, *, lazily: bool = True) -> Iterator[str]:
    """The modules of hadoctor that a file imports; `lazily`: also inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if lazily else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hadoctor"):
            names = (node.module or "").split(".")
            if len(names) > 1:
                yield names[1]
            else:
                yield from (alias.name for alias in node.names)


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    if here in ORDER:
        allowed = set(ORDER[: ORDER.index(here) + 1]) | {"__version__"}
        # What a fact is, a rule has to know to see that it may be missing.
        assert set(imported(path)) <= allowed, here


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda p: p.stem)
def test_a_rule_sees_facts_only(path: Path) -> None:
    assert set(imported(path)) <= FOR_RULES


@pytest.mark.parametrize("path", FILES + RULE_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_report_and_cli_write(path: Path) -> None:
    if path.is_relative_to(PACKAGE) and room(path) in (*UPPER, "__main__"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert not (isinstance(node.func, ast.Name) and node.func.id == "print"), node.lineno


@pytest.mark.parametrize("path", FILES + RULE_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_are_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, "one idea per file"


def test_changelog_names_the_version() -> None:
    from hadoctor import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
