"""Every rule page has its sections, and every example on it does what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from hadoctor.page import SECTIONS, parse
from hadoctor.registry import all_rules
from hadoctor.rule import Rule
from tests.examples import check, codes

RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)


@RULES
def test_page_is_complete(rule: Rule) -> None:
    page = parse(rule.page)
    assert page.title == f"{rule.code} {rule.name}"
    assert page.lead
    assert tuple(page.sections) == SECTIONS
    assert all(page.sections.values())
    assert page.examples("Bad")
    assert page.examples("Good")


@RULES
def test_file_is_named_after_the_rule(rule: Rule) -> None:
    assert rule.module.rpartition(".")[2] == f"{rule.code.lower()}_{rule.check.__name__}"


@RULES
@pytest.mark.parametrize("heading", ["Bad", "Good"])
def test_examples(rule: Rule, heading: str, tmp_path: Path) -> None:
    for number, example in enumerate(parse(rule.page).examples(heading)):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = check(
            example.text,
            name=example.name,
            targets=example.targets,
            rules=(rule,),
            folder=folder,
            files=example.files,
            facts=example.facts,
            peers=example.peers,
        )
        assert not report.broken
        found = codes(report)
        assert found if heading == "Bad" else not found, f"{heading} example {number + 1}"
        for reported in report.findings:
            finding = reported.finding
            for at in (finding.at, *(note.at for note in finding.notes)):
                assert 0 <= at.start <= at.end <= len(at.source.data)
