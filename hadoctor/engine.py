"""Runs rules over facts. A finding, a pass, a rule that was skipped and a rule that broke are four
different outcomes; none of them ends the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hadoctor import suppress
from hadoctor.facts import Facts, Unknown
from hadoctor.facts.files import Input, Subject
from hadoctor.finding import Reported, Severity, Unchecked
from hadoctor.rule import Rule
from hadoctor.source import Span

MOST = 1000
"""So many findings of one rule on one input are listed; a hostile file could give a million."""


class Skipped(NamedTuple):
    """A rule, or a part of what it looks at, that was not checked, and why."""

    code: str
    name: str
    why: str
    input: str
    at: Span | None = None


class Broken(NamedTuple):
    """A rule that raised: a fault of hadoctor, never of the input."""

    code: str
    name: str
    error: str
    input: str


class Report(NamedTuple):
    """Everything that a run has to say."""

    version: str
    target: str
    inputs: tuple[Input, ...]
    findings: tuple[Reported, ...]
    skipped: tuple[Skipped, ...]
    broken: tuple[Broken, ...]
    passed: int
    """How often a rule looked and found nothing."""
    suppressed: int
    """How many findings a comment in the input suppressed."""
    unused: tuple[suppress.Unused, ...]
    """Suppressions that did nothing."""

    @property
    def unreadable(self) -> tuple[Input, ...]:
        return tuple(i for i in self.inputs if i.error)

    def count(self, severity: Severity) -> int:
        return sum(r.severity is severity for r in self.findings)


class Settings(NamedTuple):
    """What the user changed about the rules."""

    severity: Mapping[str, Severity] = {}
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}


def run(
    subjects: Iterable[Subject | Input],
    rules: tuple[Rule, ...],
    target: str,
    settings: Settings = Settings(),  # noqa: B008 an immutable value
) -> Report:
    from hadoctor import __version__

    inputs: list[Input] = []
    findings: list[Reported] = []
    skipped: list[Skipped] = []
    broken: list[Broken] = []
    unused: list[suppress.Unused] = []
    passed = suppressed = 0
    for subject in subjects:
        if isinstance(subject, Input):
            inputs.append(subject)
            continue
        inputs.append(subject.input)
        here: list[Reported] = []
        ignored = _ignored(subject.input.path, settings)
        for rule in rules:
            if ignored and rule.code.startswith(ignored):
                continue
            before = len(here)
            for outcome in apply(rule, subject):
                if isinstance(outcome, Reported):
                    severity = settings.severity.get(rule.code, outcome.severity)
                    here.append(outcome._replace(severity=severity))
                elif isinstance(outcome, Skipped):
                    skipped.append(outcome)
                else:
                    broken.append(outcome)
            passed += len(here) == before
        here.sort(key=lambda r: (r.finding.at.source.name, r.finding.at.start, r.code))
        if subject.document is not None:
            comments = suppress.find(subject.document)
            if comments:
                here, count, idle = suppress.apply(here, comments, None)
                suppressed += count
                unused += idle
        findings += here
    return Report(
        __version__,
        target,
        tuple(inputs),
        tuple(findings),
        tuple(skipped),
        tuple(broken),
        passed,
        suppressed,
        tuple(unused),
    )


def _ignored(path: str, settings: Settings) -> tuple[str, ...]:
    """Codes and prefixes that the settings ignore for a file."""
    if not settings.per_file_ignores:
        return ()
    from fnmatch import fnmatch

    found: list[str] = []
    for pattern, codes in settings.per_file_ignores.items():
        if fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}"):
            found += codes
    return tuple(found)


def apply(rule: Rule, subject: Subject) -> Iterator[Reported | Skipped | Broken]:
    """One rule on one set of facts."""
    if not any(subject.facts.concern(kind) for kind in rule.needs.values()):
        return
    arguments = _arguments(rule, subject.facts)
    if isinstance(arguments, Unknown):
        yield Skipped(rule.code, rule.name, arguments.why, subject.input.path)
        return
    try:
        for number, found in enumerate(rule.check(**arguments)):
            if number == MOST:
                why = f"more than {MOST} findings of this rule; the rest is not listed"
                yield Skipped(rule.code, rule.name, why, subject.input.path)
                return
            if isinstance(found, Unchecked):
                yield Skipped(rule.code, rule.name, found.why, subject.input.path, found.at)
            else:
                yield Reported(rule.code, rule.name, found.severity or rule.severity, found)
    except Exception as error:  # a broken rule must not take the others with it
        yield Broken(rule.code, rule.name, describe(error), subject.input.path)


def describe(error: Exception) -> str:
    """One line: what was raised, and where in our code."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f" ({code.co_filename.rpartition('/')[2]}:{trace.tb_lineno})"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error}{place}"


def _arguments(rule: Rule, facts: Facts) -> dict[str, Any] | Unknown:
    found: dict[str, Any] = {}
    for parameter, kind in rule.needs.items():
        fact = facts.get(kind)
        if isinstance(fact, Unknown) and parameter not in rule.optional:
            return fact
        found[parameter] = fact
    return found
