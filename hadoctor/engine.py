"""Runs rules over facts. A finding, a pass, a rule that was skipped and a rule that broke are four
different outcomes; none of them ends the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from hadoctor import suppress
from hadoctor.alike import alike, place, placed
from hadoctor.facts import OF_NODES, Facts, Unknown
from hadoctor.facts.pairs import pairs
from hadoctor.facts.subject import COROSYNC, NODE, PEERS, Input, Subject
from hadoctor.finding import Reported, Severity, Unchecked
from hadoctor.registry import RuleSet
from hadoctor.rule import Rule
from hadoctor.source import Span
from hadoctor.target import DEFAULTS, Targets

if TYPE_CHECKING:
    from hadoctor.verdict.types import Verdict

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
    targets: Targets
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
    checked: frozenset[str] = frozenset()
    """The codes of the rules that looked at something, whether they found anything or not."""
    clusters: tuple[ClusterFiles, ...] = ()
    """Where there are several configurations: the clusters that they make."""
    verdicts: tuple[Verdict, ...] | None = None
    """What Pacemaker's scheduler says, where it was asked."""
    mixed: bool = False
    """Whether nodes were judged for releases of their own, which are not `targets`."""

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
    rules: RuleSet,
    targets: Targets = DEFAULTS,
    settings: Settings = Settings(),  # noqa: B008 an immutable value
) -> Report:
    from hadoctor import __version__

    judged = _Run(rules, targets, settings)
    for subject in subjects:
        judged.take(subject)
    clusters = judged.fleet()
    judged.peers()
    judged.together()
    judged.sort()
    kept, suppressed, unused = suppress.apply(judged.found, judged.comments, None)
    return Report(
        __version__,
        next(iter(judged.targets)) if len(judged.targets) == 1 else targets,
        tuple(judged.inputs),
        tuple(kept),
        tuple(judged.skipped),
        tuple(judged.broken),
        judged.passed,
        suppressed,
        tuple(unused),
        frozenset(judged.checked),
        clusters,
        mixed=len(judged.targets) > 1,
    )


class _Run:
    """What a run has found so far."""

    def __init__(self, rules: RuleSet, targets: Targets, settings: Settings) -> None:
        self.rules = rules
        self.usual = targets
        self.settings = settings
        self.inputs: list[Input] = []
        self.found: list[Reported] = []
        self.skipped: list[Skipped] = []
        self.broken: list[Broken] = []
        self.comments: list[suppress.Suppression] = []
        self.subjects: list[Subject] = []
        """Those that have a configuration, for what several files together tell."""
        self.nodes: list[Subject] = []
        """Nodes that have saved their facts."""
        self.nodes_alike: list[tuple[str, ...]] = []
        """What stands before their places, cluster by cluster."""
        self.targets: set[Targets] = set()
        """What the inputs are judged for."""
        self.passed = 0
        self.checked: set[str] = set()

    def take(self, subject: Subject | Input) -> None:
        if isinstance(subject, Input):
            self.inputs.append(subject)
            return
        self.inputs.append(subject.input)
        self.targets.add(subject.targets or self.usual)
        rules = (r for r in self.rules.of(subject.language) if not _is_joint(r))
        self.judge(subject, rules, _ignored(subject.input.path, self.settings))
        self.comments += suppress.find(subject.remarks)
        if subject.whole:
            self.subjects.append(subject)
        elif subject.saved and subject.language == NODE:
            self.nodes.append(subject)

    def judge(self, subject: Subject, rules: Iterable[Rule], ignored: tuple[str, ...]) -> None:
        here: list[Reported] = []
        for rule in rules:
            if not concerns(rule, subject.facts) or (ignored and rule.code.startswith(ignored)):
                continue
            before, skipped = len(here), False
            for outcome in apply(rule, subject):
                if isinstance(outcome, Reported):
                    outcome = placed(outcome, subject.prefix)
                    severity = self.settings.severity.get(rule.code, outcome.severity)
                    here.append(outcome._replace(severity=severity))
                elif isinstance(outcome, Skipped):
                    skipped |= outcome.at is None
                    if outcome.at is not None:
                        outcome = outcome._replace(at=place(outcome.at, subject.prefix))
                    self.skipped.append(outcome)
                else:
                    self.broken.append(outcome)
            self.passed += len(here) == before
            if not skipped:
                self.checked.add(rule.code)
        own = subject.input.path
        here.sort(
            key=lambda r: (
                r.finding.at.source.name != own,  # the input itself before what lies beside it
                r.finding.at.source.name,
                r.finding.at.start,
                r.code,
            )
        )
        self.found.extend(here)

    def fleet(self) -> tuple[ClusterFiles, ...]:
        """The rules on several corosync.conf, and the clusters that these make."""
        if sum(subject.language == COROSYNC for subject in self.subjects) < 2:
            return ()
        from hadoctor.facts.fleet import Fleet
        from hadoctor.model.corosync import Corosync

        configurations = [
            found
            for subject in self.subjects
            if subject.language == COROSYNC
            and isinstance(found := subject.facts.get(Corosync), Corosync)
        ]
        if len(configurations) < 2:
            return ()
        fleet = Fleet(configurations)
        name = f"{len(configurations)} files"
        subject = Subject(Input(name, "clusters"), Facts({Fleet: fleet}, of_fleet=True))
        self._judge_many(subject, self.rules.of(subject.language))
        return tuple(ClusterFiles(c.name, c.paths) for c in fleet.clusters)

    def peers(self) -> None:
        """The rules on several nodes of one cluster, by what these have saved."""
        if len(self.nodes) < 2:
            return
        from hadoctor.facts.peers import Peers, gather

        gathered = gather(self.nodes)
        self.inputs += [Input(file, "facts", why) for file, why in gathered.twice]
        self.skipped += [
            Skipped(code, name, why, file)
            for file, why in gathered.left
            for code, name in self.rules.names(PEERS)
        ]
        for peers in gathered.clusters:
            name = f"{len(peers.members)} nodes"
            subject = Subject(Input(name, "peers"), Facts({Peers: peers}), language=PEERS)
            self._judge_many(subject, self.rules.of(PEERS))
            self.nodes_alike.append(tuple(f"{peer.file}:" for peer in peers.members))

    def together(self) -> None:
        """The rules that look at a corosync.conf and at the CIB of the same cluster."""
        for corosync, pacemaker in pairs(self.subjects):
            if corosync is None or pacemaker is None:
                subject = corosync or pacemaker
                assert subject is not None
                other = "corosync.conf" if corosync is None else "CIB"
                self.skipped += [
                    Skipped(code, name, f"no {other} of this cluster", subject.input.path)
                    for code, name in self.rules.names("both")
                ]
                rules = [r for r in self.rules.of(subject.language) if _is_joint(r)]
                self.judge(subject, rules, _ignored(subject.input.path, self.settings))
            else:
                facts = pacemaker.facts.and_(corosync.facts)
                rules = [
                    rule
                    for language in ("both", pacemaker.language)
                    for rule in self.rules.of(language)
                    if _is_joint(rule)
                ]
                self._judge_many(pacemaker._replace(facts=facts), rules)

    def sort(self) -> None:
        """Findings file by file: those that came at the end go to the others of their file. What the
        nodes of a cluster have alike is one."""
        for prefixes in self.nodes_alike:
            self.found = alike(self.found, prefixes)
        order: dict[str, int] = {}
        for reported in self.found:
            order.setdefault(reported.finding.at.source.name, len(order))
        self.found.sort(key=lambda r: (order[r.finding.at.source.name], r.finding.at.start, r.code))

    def _judge_many(self, subject: Subject, rules: Iterable[Rule]) -> None:
        alone = len(self.found)
        self.judge(subject, rules, ())
        known = {(r.code, r.finding.at, r.finding.message) for r in self.found[:alone]}
        self.found[alone:] = [
            r
            for r in self.found[alone:]
            if not _ignored_somewhere(r, self.settings)
            and (r.code, r.finding.at, r.finding.message) not in known
        ]


def _is_joint(rule: Rule) -> bool:
    """Whether a rule can look at both configurations of a cluster, which are together at the end."""
    modules = [kind.__module__ for kind in rule.needs.values()]
    return _COROSYNC in modules and any(m.startswith(_PACEMAKER) for m in modules)


# Kinds of facts are told by the modules that they are in: to import them takes time, and a run needs
# those of one language only.
_COROSYNC = "hadoctor.model.corosync"
_PACEMAKER = "hadoctor.model.pacemaker"
_FLEET = "hadoctor.facts.fleet"


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
    with a single file only where it asks for what that can have, too. What a node can tell besides
    does not count."""
    kinds = rule.needs.values()
    wants_fleet = any(kind.__module__ == _FLEET for kind in kinds)
    if facts.of_fleet:
        return wants_fleet
    if not all(facts.concern(k) for p, k in rule.needs.items() if p not in rule.optional):
        return False
    own = [k for k in kinds if k.__module__ != _FLEET and not k.__module__.startswith(OF_NODES)]
    return any(map(facts.concern, own)) if own else not wants_fleet


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
