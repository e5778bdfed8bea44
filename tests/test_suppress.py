"""Suppressions by comment: what they cover, and that idle ones are reported."""

from __future__ import annotations

import pytest

from tests.examples import check, codes

TEXT = """\
{first}
totem {{
    {second}
    tokn: 5
}}
"""


def found(first: str = "", second: str = "") -> tuple[list[str], int, list[str]]:
    report = check(TEXT.format(first=first, second=second))
    only = [code for code in codes(report) if code in ("COR005", "SEC001")]
    return only, report.suppressed, [u.why for u in report.unused]


def test_without() -> None:
    assert found() == (["SEC001", "COR005"], 0, [])


@pytest.mark.parametrize(
    "comment",
    [
        "# hadoctor: ignore[COR005]",
        "# hadoctor: ignore[COR005] it is meant",
        "# hadoctor: ignore[cor005, TOT001] until 2999-01-01 it is meant",
        "#hadoctor:ignore[COR005]",
    ],
)
def test_on_the_line_above(comment: str) -> None:
    assert found(second=comment) == (["SEC001"], 1, [])


def test_for_the_whole_file() -> None:
    assert found(first="# hadoctor: ignore-file[COR005,SEC001]")[:2] == ([], 2)


def test_another_line_is_not_covered() -> None:
    kept, suppressed, unused = found(first="# hadoctor: ignore[COR005]")
    assert "COR005" in kept
    assert suppressed == 0
    assert unused == ["nothing to suppress"]


def test_a_day_that_has_passed() -> None:
    kept, _, unused = found(second="# hadoctor: ignore[COR005] until 2020-01-01")
    assert "COR005" in kept
    assert unused == ["its day was 2020-01-01"]


def test_codes_are_needed() -> None:
    assert "COR005" in found(second="# hadoctor: ignore")[0]


def test_a_comment_and_a_blank_line_may_stand_between() -> None:
    comment = "# hadoctor: ignore[COR005] why\n    # another\n"
    assert found(second=comment) == (["SEC001"], 1, [])
