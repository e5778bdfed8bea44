"""The formats for machines can be read by machines."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hadoctor.engine import Report
from hadoctor.report import FORMATS, renderer
from tests.daemon.fixtures import CORPUS
from tests.examples import check

FILES = sorted(CORPUS.glob("*.conf"))[::7]


def rendered(name: str, report: Report) -> str:
    stream = io.StringIO()
    renderer(name)(report, stream)
    return stream.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_format_names_every_finding(path: Path) -> None:
    report = check(path.read_bytes())
    for name in FORMATS:
        text = rendered(name, report)
        for reported in report.findings:
            assert reported.code in text, name


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_sarif(path: Path) -> None:
    report = check(path.read_bytes())
    run = json.loads(rendered("sarif", report))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(report.findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["endColumn"] >= 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_junit(path: Path) -> None:
    report = check(path.read_bytes())
    suites = ET.fromstring(rendered("junit", report))
    assert len(suites.findall(".//failure")) == len(report.findings)


def test_github_has_a_line_each() -> None:
    report = check(b"totem {\n token: 5%\n}\n")
    lines = rendered("github", report).splitlines()
    assert len(lines) == len(report.findings)
    assert any("5%25" in line for line in lines)
