"""Runs rules over facts. A finding, a pass, a rule that was skipped and a rule that broke are four
different outcomes; none of them ends the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hadoctor import suppress
from hadoctor.facts import Facts, Unknown
from hadoctor.facts.files import Input, Subject
from hadoctor.facts.fleet import Fleet
from hadoctor.finding import Reported, Severity, Unchecked
from hadoctor.model.corosync import Corosync
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


class ClusterFiles(NamedTuple):
    """Which of the inputs are one cluster. `name` is its cluster_name, if it has one."""

    name: str | None
    files: tuple[str, ...]


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
    clusters: tuple[ClusterFiles, ...] = ()
    """Where there are several configurations: the clusters that they make."""

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
    found: list[Reported] = []
    skipped: list[Skipped] = []
    broken: list[Broken] = []
    comments: list[suppress.Suppression] = []
    configurations: list[Corosync] = []
    passed = 0

    def judge(subject: Subject, ignored: tuple[str, ...]) -> None:
        nonlocal passed
        here: list[Reported] = []
        for rule in rules:
            if not concerns(rule, subject.facts) or (ignored and rule.code.startswith(ignored)):
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
        own = subject.input.path
        here.sort(
            key=lambda r: (
                r.finding.at.source.name != own,  # the input itself before what lies beside it
                r.finding.at.source.name,
                r.finding.at.start,
                r.code,
            )
        )
        found.extend(here)

    for subject in subjects:
        if isinstance(subject, Input):
            inputs.append(subject)
            continue
        inputs.append(subject.input)
        judge(subject, _ignored(subject.input.path, settings))
        if subject.document is not None:
            comments += suppress.find(subject.document)
        corosync = subject.facts.get(Corosync)
        if isinstance(corosync, Corosync):
            configurations.append(corosync)
    clusters: tuple[ClusterFiles, ...] = ()
    if len(configurations) > 1:
        fleet = Fleet(configurations)
        clusters = tuple(ClusterFiles(c.name, c.paths) for c in fleet.clusters)
        alone = len(found)
        name = f"{len(configurations)} files"
        judge(Subject(Input(name, "clusters"), Facts({Fleet: fleet})), ())
        found[alone:] = [r for r in found[alone:] if not _ignored_somewhere(r, settings)]
    kept, suppressed, unused = suppress.apply(found, comments, None)
    return Report(
        __version__,
        target,
        tuple(inputs),
        tuple(kept),
        tuple(skipped),
        tuple(broken),
        passed,
        suppressed,
        tuple(unused),
        clusters,
    )


def _ignored_somewhere(reported: Reported, settings: Settings) -> bool:
    """Whether the settings ignore a finding on several files for one of them."""
    if not settings.per_file_ignores:
        return False
    found = reported.finding
    return any(
        reported.code.startswith(_ignored(at.source.name, settings) or ("-",))
        for at in (found.at, *(note.at for note in found.notes))
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


def concerns(rule: Rule, facts: Facts) -> bool:
    """Whether a rule has anything to do there. What asks for the fleet has it with the fleet, and
    with a single file only where it asks for what that can have, too."""
    kinds = rule.needs.values()
    if not isinstance(facts.get(Fleet), Unknown):
        return Fleet in kinds
    return any(facts.concern(kind) for kind in kinds if kind is not Fleet)


def apply(rule: Rule, subject: Subject) -> Iterator[Reported | Skipped | Broken]:
    """One rule on one set of facts."""
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
    if all(isinstance(fact, Unknown) for fact in found.values()):
        reason: Unknown = next(iter(found.values()))
        return reason
    return found
