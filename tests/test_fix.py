"""Fixes: to a fixed point, with nothing lost, and never a new error."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hadoctor.engine import Report
from hadoctor.finding import Applicability, Edit, Finding, Fix, Reported, Severity
from hadoctor.fix import apply, fix, usable
from hadoctor.model.corosync import CorosyncFile
from hadoctor.rule import Rule, rule
from hadoctor.source import Source, Span
from hadoctor.target import TARGETS
from tests.daemon.fixtures import CORPUS
from tests.differential.strategies import FILES, configurations
from tests.examples import check

SAFE = frozenset({Applicability.SAFE})
BOTH = SAFE | {Applicability.UNSAFE}


def names(found: Iterable[Reported]) -> set[str]:
    return {r.code for r in found}


def errors(report: Report) -> set[str]:
    return names(r for r in report.findings if r.severity is Severity.ERROR)


def comments(data: bytes) -> Counter[bytes]:
    lines = (line.strip() for line in data.split(b"\n"))
    return Counter(line for line in lines if line.startswith(b"#"))


@pytest.mark.parametrize("classes", [SAFE, BOTH], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.conf")), ids=lambda p: p.stem)
def test_corpus_comes_to_rest(path: Path, classes: frozenset[Applicability]) -> None:
    fixed = fix(path.read_bytes(), check, classes)
    assert names(usable(fixed.report, classes)) <= names(fixed.dropped)
    again = fix(fixed.data, check, classes)
    assert again.data == fixed.data


@settings(deadline=None, max_examples=60)
@given(data=st.sampled_from(FILES), cut=st.integers(0, 3000))
def test_comments_survive_safe_fixes(data: bytes, cut: int) -> None:
    text = data[: max(1, len(data) - cut)]
    assert comments(text) <= comments(fix(text, check, SAFE).data)


MUTATED = configurations(TARGETS["3.1"])
EXAMPLES = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("classes", [SAFE, BOTH], ids=["safe", "unsafe"])
@EXAMPLES
@given(data=MUTATED)
def test_whatever_the_file(classes: frozenset[Applicability], data: bytes) -> None:
    before = check(data)
    fixed = fix(data, check, classes)
    assert not fixed.report.broken
    # It comes to rest: what could still be fixed was tried, dropped, and is reported.
    assert names(usable(fixed.report, classes)) <= names(fixed.dropped)
    assert fix(fixed.data, check, classes).data == fixed.data
    # No error comes, other than from rules that could not look before.
    newly_checked = {s.code for s in before.skipped if s.at is None}
    assert errors(fixed.report) <= errors(before) | newly_checked
    assert comments(data) <= comments(fixed.data)


@EXAMPLES
@given(data=MUTATED)
def test_lines_that_a_fix_does_not_touch_stay(data: bytes) -> None:
    for reported in usable(check(data), BOTH):
        assert reported.finding.fix
        edits = reported.finding.fix.edits
        untouched, at = [], 0
        for line in data.splitlines(keepends=True) if b"\r" not in data else ():
            begin, at = at, at + len(line)
            # What takes a line end away pulls the next line up.
            pulled = any(e.span.end == begin and e.span.start < begin for e in edits)
            if not pulled and not any(e.span.start < at and begin < e.span.end for e in edits):
                untouched.append(line.rstrip(b"\n"))
        after = iter(apply(data, list(edits)).split(b"\n"))
        assert all(line in after for line in untouched), reported


@EXAMPLES
@given(data=MUTATED, ending=st.sampled_from([b"\n", b"\r\n"]))
def test_line_endings_stay_as_they_are(data: bytes, ending: bytes) -> None:
    lines = data.replace(b"\r", b"").rstrip(b"\n").split(b"\n")
    fixed = fix(b"".join(line + ending for line in lines), check, BOTH).data
    assert fixed.count(b"\n") == fixed.count(ending)


def broken_rule(text: str, what: Severity, write: str = "") -> Rule:
    """A rule that wants to put `text` into every file that does not have it (or writes another one,
    in vain). Its annotations have
    to be types: this module must not postpone their evaluation."""

    def wants_text(corosync: CorosyncFile) -> Iterator[Finding]:
        source = corosync.source
        end = len(source.data)
        if text.encode() not in source.data:
            yield Finding(
                "no text",
                at=source.whole,
                fix=Fix("add it", (Edit(Span(source, end, end), write or text),)),
            )

    return rule("XXX001", severity=what)(wants_text)


def test_a_fix_that_makes_an_error_is_dropped() -> None:
    from hadoctor.registry import all_rules

    rules = (*all_rules(), broken_rule("totem { # x\n}\n", Severity.WARNING))
    data = (CORPUS / "good-knet-3n-01.conf").read_bytes()
    fixed = fix(data, lambda text: check(text, rules=rules), SAFE)
    assert [r.code for r in fixed.dropped] == ["XXX001"]
    assert b"# x" not in fixed.data


def test_a_fix_that_does_not_help_is_dropped() -> None:
    rules = (broken_rule("a", Severity.INFO, write="b"),)
    fixed = fix(b"#\n", lambda text: check(text, rules=rules), SAFE)
    assert fixed.data == b"#\n"
    assert [r.code for r in fixed.dropped] == ["XXX001"]


def test_bad_fixes_do_not_keep_good_ones_back() -> None:
    from hadoctor.registry import all_rules

    rules = (*all_rules(), broken_rule("totem { # x\n}\n", Severity.WARNING))
    quoted = b'totem {\n  version: "2"\n  token: "5000"\n  join: "60"\n}\n'
    fixed = fix(quoted, lambda text: check(text, rules=rules), SAFE)
    assert fixed.data == quoted.replace(b'"', b"")
    assert [r.code for r in fixed.dropped] == ["XXX001"]


def test_comments_in_a_section_that_goes_stay() -> None:
    section = b"service {\n  # first\n  a {\n    # second\n    b: 1\n  }\n  ver: 0\n}\n"
    fixed = fix(b"totem {\n  version: 2\n}\n" + section, check, SAFE)
    assert fixed.data == b"totem {\n  version: 2\n}\n  # first\n    # second\n"


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
