"""For people: every finding with its frame, what it means and where to read on; then a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from hadoctor.finding import Applicability, Blocks, Severity
from hadoctor.report.frame import Mark, Piece, frame
from hadoctor.report.text import plural, printable

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.finding import Reported

OLD_STYLE = ("COR012", "COR026")
"""Findings that show a file to be in the style of corosync 2."""

_LOAD = {"crm": "the crm shell refuses this text", "cib": "Pacemaker refuses this CIB"}


def render(report: Report, stream: TextIO, *, color: bool = False, verbose: bool = False) -> None:
    lines = document(report, verbose)
    if color:
        from hadoctor.report.color import write

        write(lines, stream)
        return
    for line in lines:
        stream.write("".join(text for _, text in line) + "\n")


def document(report: Report, verbose: bool) -> Iterator[list[Piece]]:
    for item in report.unreadable:
        yield [
            ("path", printable(item.path)),
            ("plain", ": "),
            ("error", "not checked"),
            ("plain", f": {printable(item.error)}"),
        ]
    kinds = {item.path: item.kind for item in report.inputs}
    for reported in report.findings:
        yield from finding(reported, kinds.get(reported.finding.at.source.name, ""))
        yield []
    for broken in report.broken:
        yield [
            ("error", f"{broken.code} {broken.name} broke"),
            ("plain", f" on {broken.input}: "),
            ("plain", printable(broken.error)),
        ]
        yield [("dim", "this is a fault of hadoctor, not of the file; please report it")]
    for unused in report.unused:
        place = f"{printable(unused.at.source.name)}:{unused.at.line}"
        yield [("path", place), ("plain", f": suppression without use: {unused.why}")]
    if verbose:
        yield from skipped(report)
    yield from summary(report, verbose)
    if report.verdicts is not None:
        from hadoctor.report import verdict

        yield from verdict.lines(report.verdicts, verbose)


def finding(reported: Reported, kind: str) -> Iterator[list[Piece]]:
    found = reported.finding
    position = found.at.first
    yield [
        ("path", f"{printable(found.at.source.name)}:{position.line}:{position.column}"),
        ("plain", ": "),
        (reported.severity.word, reported.severity.word),
        ("plain", " "),
        ("code", reported.code),
        ("plain", f" {printable(found.message)}"),
        ("dim", f" [{found.fix.applicability.value} fix]" if found.fix else ""),
    ]
    marks = [Mark(found.at, "", True)] + [Mark(n.at, n.text, False) for n in found.notes]
    yield from frame(marks)
    if found.why:
        yield [("gutter", "  = "), ("plain", f"why: {printable(found.why)}")]
    if found.blocks and not _says_so(found.why):
        yield [("gutter", "  = "), ("plain", f"so: {_blocked(found.blocks, kind)}")]
    if found.fix:
        yield [("gutter", "  = "), ("plain", f"fix: {printable(found.fix.title)}")]
    yield [("gutter", "  = "), ("dim", f"more: hadoctor rule {reported.code}")]


def _blocked(blocks: Blocks, kind: str) -> str:
    if blocks is Blocks.START:
        return "corosync does not start with this file"
    return _LOAD.get(kind, "corosync refuses this file")


def _clusters(report: Report) -> str:
    return f", {plural(len(report.clusters), 'cluster')}" if report.clusters else ""


def _says_so(why: str) -> bool:
    return "refuse" in why or ("corosync" in why and "not start" in why)


def skipped(report: Report) -> Iterator[list[Piece]]:
    if not report.skipped:
        return
    yield [("plain", "not checked:")]
    for one in report.skipped:
        place = one.input
        if one.at is not None:
            place = f"{one.at.source.name}:{one.at.line}"
        yield [
            ("code", f"  {one.code}"),
            ("plain", f" {one.name}: {printable(one.why)}"),
            ("dim", f" ({printable(place)})"),
        ]
    yield []


def judged_for(report: Report) -> str:
    """The programs that the inputs are for, with their releases."""
    kinds = {i.kind for i in report.inputs if not i.error}
    if report.mixed:
        return "the releases that each node has"
    targets = report.targets
    words = []
    if kinds - {"crm", "cib"} or not kinds:
        words.append(f"corosync {targets.corosync.name}")
    if kinds & {"crm", "cib"}:
        words.append(f"Pacemaker {targets.pacemaker.name}")
    if "crm" in kinds:
        words.append(f"crmsh {targets.crmsh.name}")
    return ", ".join(words)


def summary(report: Report, verbose: bool) -> Iterator[list[Piece]]:
    counts = [
        (severity, report.count(severity))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]
    words = ", ".join(plural(n, s.word) for s, n in counts if n and s is not Severity.INFO)
    infos = counts[2][1]
    if infos:
        words += f"{', ' if words else ''}{infos} info"
    checked = len(report.inputs) - len(report.unreadable)
    style = next((s.word for s, n in counts if n), "good")
    said = words or ("nothing found" if checked else "nothing checked")
    yield [
        (style, said),
        ("plain", f" in {plural(checked, 'file')}{_clusters(report)}"),
        ("dim", f", judged for {judged_for(report)}"),
    ]
    old = next((r for r in report.findings if r.code in OLD_STYLE), None)
    if old and report.targets.corosync.name != "2.4":
        yield [
            ("dim", f"some of it is for corosync 2 ({old.code}, line {old.finding.at.line}):"),
            ("dim", " --target corosync=2.4 judges it for that"),
        ]
    fixes = Counter(r.finding.fix.applicability for r in report.findings if r.finding.fix)
    safe, unsafe = fixes[Applicability.SAFE], fixes[Applicability.UNSAFE]
    if safe or unsafe:
        parts = [f"{safe} can be fixed with --fix"] if safe else []
        parts += [f"{unsafe} more with --unsafe-fixes"] if unsafe else []
        yield [("dim", ", ".join(parts))]
    if report.suppressed:
        yield [("dim", f"{plural(report.suppressed, 'finding')} suppressed by comments")]
    if report.skipped and not verbose:
        reasons = len(report.skipped)
        verb = "was" if reasons == 1 else "were"
        yield [("dim", f"{plural(reasons, 'point')} {verb} not checked; -v says which, and why")]
