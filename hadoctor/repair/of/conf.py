"""corosync.conf: fixes that leave its meaning, and those by which it says again what corosync runs with.
What changes the cluster is for a human, on all nodes."""

from collections.abc import Callable
from typing import NamedTuple

from hadoctor.engine import Report
from hadoctor.facts import Unknown
from hadoctor.facts.files import from_bytes
from hadoctor.facts.node.drift import differences
from hadoctor.facts.node.running import RunningMap
from hadoctor.facts.node.stack import Stack
from hadoctor.facts.subject import Subject
from hadoctor.finding import Applicability, Reported, Severity
from hadoctor.fix import apply, checker, difference, fix, new_errors, usable
from hadoctor.model.corosync import Corosync, CorosyncFile
from hadoctor.registry import chosen
from hadoctor.repair.need import Need, Repairs, repairs
from hadoctor.repair.of.protocols import new_conf
from hadoctor.repair.of.protocols.new_conf import NEW, PATH
from hadoctor.repair.step import FILE, WriteFile
from hadoctor.target import Targets

FAMILIES = ("COR", "TOT", "NET", "QUO", "SEC")
DRIFT = "RUN003"
SAFE = frozenset({Applicability.SAFE})
UNSAFE = frozenset({Applicability.UNSAFE})
Different = Callable[[bytes], frozenset[str] | None]
"""Where a text differs from what runs, a line each; None where that is not known."""


class Mended(NamedTuple):
    data: bytes
    before: Report
    after: Report
    same: bool
    """Whether it says what corosync runs with."""

    def cures(self, found: tuple[Reported, ...]) -> tuple[Reported, ...]:
        """Of the findings those that are gone; the drift among them where nothing is left of it."""
        was = {(one.code, one.finding.message) for one in self.before.findings}
        gone = was - {(one.code, one.finding.message) for one in self.after.findings}
        return tuple(
            one
            for one in found
            if (one.code, one.finding.message) in gone
            or (self.same and one.code == DRIFT and is_drift(one))
        )


@repairs(*FAMILIES, DRIFT)
def mend(
    need: Need,
    conf: CorosyncFile,
    running: RunningMap | Unknown,
    stack: Stack | Unknown,
) -> Repairs:
    made = mended(need, conf, running, stack)
    if made is None:
        return
    cures = made.cures(need.found)
    if made.data != conf.source.data and cures:
        blocked = any(one.finding.blocks for one in made.after.findings)
        meaning = "so that it says what corosync runs with" if made.same else "its meaning as it is"
        # What is refused for another reason as well is nearer to being accepted all the same.
        check = () if blocked else ("corosync", "-t", "-c", FILE)
        yield need.repair(
            f"mend {PATH}, {meaning}",
            WriteFile(PATH, conf.source.data, made.data, check=check),
            cures=cures,
            risk="every node needs the same file: compare them, and copy it",
        )
    yield from _by_hand(need, made, running, stack)


def mended(
    need: Need, conf: CorosyncFile, running: RunningMap | Unknown, stack: Stack | Unknown
) -> Mended | None:
    """The file as far as it can be mended here; None where that is not known."""
    data = conf.source.data
    if conf.source.name != PATH or need.world.read(PATH) != data:
        return None
    runs = running if isinstance(running, RunningMap) and reads_it(stack) else None
    different = _different(need.targets, runs)
    check = checker(PATH, chosen((), ()), need.targets)
    before = check(data)
    data = fix(data, check, SAFE).data
    if runs:
        data = fix(_nearer(data, check(data), check, different), check, SAFE).data
    return Mended(data, before, check(data), different(data) == frozenset())


def reads_it(stack: Stack | Unknown) -> bool:
    """Whether the corosync that runs has read the usual file, as far as is known."""
    process = None if isinstance(stack, Unknown) else stack.corosync
    return process is None or process.configuration in ("", PATH)


def is_drift(one: Reported) -> bool:
    return "other settings than its file" in one.finding.message


def _model(text: bytes, targets: Targets) -> Corosync | None:
    subject = from_bytes(PATH, text, targets)
    found = subject.facts.get(Corosync) if isinstance(subject, Subject) else None
    return found if isinstance(found, Corosync) else None


def _different(targets: Targets, runs: RunningMap | None) -> Different:
    def different(text: bytes) -> frozenset[str] | None:
        model = _model(text, targets) if runs and runs.keys else None
        return None if model is None or not runs else frozenset(map(str, differences(model, runs)))

    return different


def _nearer(
    data: bytes, report: Report, check: Callable[[bytes], Report], different: Different
) -> bytes:
    """With those fixes that do nothing but bring the file nearer to what runs, the best one first.
    Each leaves fewer differences, so it ends."""
    while True:
        was = different(data)
        steps = []
        for one in usable(report, UNSAFE):
            if one.severity < Severity.WARNING:
                continue  # somebody may well want it so
            after = apply(data, list(one.finding.fix.edits if one.finding.fix else ()))
            left = different(after)
            if left is not None and _better(was, left, one) and after != data:
                steps.append((len(left), after))
        for _, after in sorted(steps):
            result = check(after)
            if not new_errors(report, result):
                data, report = after, result
                break
        else:
            return data


def _better(was: frozenset[str] | None, left: frozenset[str], one: Reported) -> bool:
    if was is not None and left < was:
        return True
    # What corosync cannot read has no value that could differ.
    return not left and (was is None or one.finding.blocks is not None)


def _by_hand(
    need: Need, made: Mended, running: RunningMap | Unknown, stack: Stack | Unknown
) -> Repairs:
    """What is left has to be wanted: it changes what the cluster does."""
    check = checker(PATH, chosen((), ()), need.targets)
    more = fix(made.data, check, SAFE | UNSAFE)
    cures = Mended(more.data, made.after, more.report, same=False).cures(need.found)
    diff = difference(made.data, more.data, PATH, NEW, 1)
    model = _model(more.data, need.targets)
    runs = running if isinstance(running, RunningMap) and reads_it(stack) else None
    changed = differences(model, runs) if model and runs else ()
    nodes = tuple(node.label for node in model.nodes) if model else ()
    used = not isinstance(stack, Unknown) and stack.pacemaker_installed and stack.pacemaker_used
    if cures and diff:
        if runs is None or model is None:
            lines = new_conf.by_start(nodes, diff)
        elif all(one.reloadable for one in changed):
            lines = new_conf.by_reload(nodes, diff, tuple(one.key for one in changed))
        else:
            lines = new_conf.by_stop(nodes, diff, pacemaker=used)
        yield need.protocol(
            f"change {PATH} on all nodes",
            "it changes what the cluster does, and every node needs the same file",
            *lines,
            cures=cures,
        )
    left = {(one.code, one.finding.message) for one in more.report.findings}
    wrong = tuple(
        one
        for one in need.found
        if one.severity is Severity.ERROR and (one.code, one.finding.message) in left
    )
    own = runs.own.name if runs and runs.own else ""
    others = [node.name for node in runs.nodes if node.name != own] if runs else []
    others = others or [name for name in nodes if name != own]
    if wrong:
        yield need.protocol(
            f"take {PATH} of a node where it is right",
            "what it should say cannot be told from what it says",
            *new_conf.from_another(others),
            cures=wrong,
        )
