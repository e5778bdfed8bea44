"""Fixes: to a fixed point, with nothing lost, and never a new error."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hadoctor.engine import Report
from hadoctor.finding import Applicability, Edit, Finding, Fix, Reported, Severity
from hadoctor.fix import apply, fix
from hadoctor.model.corosync import CorosyncFile
from hadoctor.rule import Rule, rule
from hadoctor.source import Source, Span
from tests.daemon.fixtures import CORPUS
from tests.differential.strategies import FILES
from tests.examples import check

SAFE = frozenset({Applicability.SAFE})
BOTH = SAFE | {Applicability.UNSAFE}


def left(report: Report, classes: frozenset[Applicability]) -> list[Reported]:
    return [
        r
        for r in report.findings
        if r.finding.fix
        and r.finding.fix.edits
        and r.finding.fix.applicability in classes
        and all(e.span.source is r.finding.at.source for e in r.finding.fix.edits)
    ]


@pytest.mark.parametrize("classes", [SAFE, BOTH], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.conf")), ids=lambda p: p.stem)
def test_corpus_comes_to_rest(path: Path, classes: frozenset[Applicability]) -> None:
    fixed = fix(path.read_bytes(), check, classes)
    assert not left(fixed.report, classes) or fixed.dropped
    again = fix(fixed.data, check, classes)
    assert again.data == fixed.data


@settings(deadline=None, max_examples=60)
@given(data=st.sampled_from(FILES), cut=st.integers(0, 3000))
def test_comments_survive_safe_fixes(data: bytes, cut: int) -> None:
    text = data[: max(1, len(data) - cut)]
    fixed = fix(text, check, SAFE)
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith(b"#")]
    after = {line.strip() for line in fixed.data.splitlines()}
    assert all(comment in after for comment in comments)


def broken_rule(text: str, what: Severity) -> Rule:
    """A rule that wants to put `text` into every file that does not have it. Its annotations have
    to be types: this module must not postpone their evaluation."""

    def wants_text(corosync: CorosyncFile) -> Iterator[Finding]:
        source = corosync.source
        if text.encode() not in source.data:
            yield Finding(
                "no text",
                at=source.whole,
                fix=Fix("add it", (Edit(Span(source, 0, 0), text),)),
            )

    return rule("XXX001", severity=what)(wants_text)


def test_a_fix_that_makes_an_error_is_dropped() -> None:
    from hadoctor.registry import all_rules

    rules = (*all_rules(), broken_rule("totem { # x\n}\n", Severity.WARNING))
    data = (CORPUS / "good-knet-3n-01.conf").read_bytes()
    fixed = fix(data, lambda text: check(text, rules=rules), SAFE)
    assert [r.code for r in fixed.dropped] == ["XXX001"]
    assert b"# x" not in fixed.data


def test_fixes_that_undo_each_other_end() -> None:
    rules = (broken_rule("a", Severity.INFO),)
    fixed = fix(b"", lambda text: check(text, rules=rules), SAFE)
    assert fixed.data == b"a"


@given(
    data=st.binary(max_size=50),
    cuts=st.lists(st.integers(0, 50), max_size=8),
    texts=st.lists(st.text(alphabet="abc\u00e9", max_size=3), min_size=4, max_size=4),
)
def test_edits_change_nothing_beside_themselves(
    data: bytes, cuts: list[int], texts: list[str]
) -> None:
    source = Source("x", data)
    points = sorted({min(cut, len(data)) for cut in cuts})
    pairs = list(zip(points[::2], points[1::2], strict=False))
    edits = [Edit(Span(source, a, b), text) for (a, b), text in zip(pairs, texts, strict=False)]
    result = apply(data, edits)
    kept = b"".join(
        data[a:b]
        for a, b in zip(
            [0, *(b for _, b in pairs[: len(edits)])],
            [*(a for a, _ in pairs[: len(edits)]), len(data)],
            strict=True,
        )
    )
    removed = sum(e.span.end - e.span.start for e in edits)
    assert len(result) == len(data) - removed + sum(len(e.text) for e in edits)
    assert len(kept) == len(data) - removed
