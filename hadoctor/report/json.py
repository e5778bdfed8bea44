"""One JSON object for machines, described by report-v1.schema.json. Under one number the format is
only ever added to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO

from hadoctor.finding import Applicability, Severity
from hadoctor.source import Span, shown

if TYPE_CHECKING:
    from hadoctor.engine import Report, Skipped
    from hadoctor.finding import Reported
    from hadoctor.verdict.types import Verdict

SCHEMA = 1


def render(report: Report, stream: TextIO) -> None:
    # ASCII only: names of files may hold bytes that no encoding likes.
    json.dump(document(report), stream, indent=2)
    stream.write("\n")


def document(report: Report) -> dict[str, Any]:
    fixes = [r.finding.fix.applicability for r in report.findings if r.finding.fix]
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "hadoctor",
            "version": report.version,
            "target": {
                program: target.name for program, target in report.targets._asdict().items()
            },
        },
        "inputs": [
            {"path": i.path, "kind": i.kind, "error": i.error or None} for i in report.inputs
        ],
        **_clusters(report),
        "findings": [_finding(r) for r in report.findings],
        "skipped": [_skipped(s) for s in report.skipped],
        "broken": [
            {"code": b.code, "name": b.name, "path": b.input, "error": b.error}
            for b in report.broken
        ],
        "suppressed": report.suppressed,
        "unused_suppressions": [{**_place(u.at), "why": u.why} for u in report.unused],
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "fixable": fixes.count(Applicability.SAFE),
            "unsafe_fixable": fixes.count(Applicability.UNSAFE),
            "passed": report.passed,
            "not_checked": len(report.skipped),
        },
        **_verdict(report),
    }


def _clusters(report: Report) -> dict[str, Any]:
    """Only where there are several files to compare."""
    if not report.clusters:
        return {}
    return {"clusters": [{"name": c.name, "files": list(c.files)} for c in report.clusters]}


def _verdict(report: Report) -> dict[str, Any]:
    """Only where it was asked for."""
    if report.verdicts is None:
        return {}
    return {"verdict": {"clusters": [_cluster_verdict(one) for one in report.verdicts]}}


def _cluster_verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "path": verdict.path,
        "program": verdict.program or None,
        "unchecked": verdict.unchecked or None,
        "nodes": list(verdict.nodes),
        "never": [down._asdict() for down in verdict.never],
        "losses": [
            {
                "node": loss.node,
                "survived": None if loss.unchecked else loss.survived,
                "unchecked": loss.unchecked or None,
                "fenced": loss.fenced,
                "quorum": loss.quorum,
                "running": loss.running,
                "moves": [
                    {
                        "resource": move.resource,
                        "from": list(move.origin),
                        "to": list(move.to),
                        "promoted": move.promoted,
                    }
                    for move in loss.moves
                ],
                "down": [down._asdict() for down in loss.down],
                "notes": list(loss.notes),
            }
            for loss in verdict.losses
        ],
        "assumed": list(verdict.assumed),
    }


def _finding(reported: Reported) -> dict[str, Any]:
    found = reported.finding
    fix = found.fix
    return {
        "code": reported.code,
        "name": reported.name,
        "severity": reported.severity.word,
        "message": found.message,
        "why": found.why or None,
        "blocks": found.blocks.value if found.blocks else None,
        **_place(found.at),
        "notes": [{**_place(note.at), "message": note.text} for note in found.notes],
        "fix": fix
        and {
            "title": fix.title,
            "applicability": fix.applicability.value,
            "edits": [
                {**_place(edit.span), "text": shown(edit.text.encode("latin-1"))}
                for edit in fix.edits
            ],
        },
    }


def _skipped(skipped: Skipped) -> dict[str, Any]:
    place = _place(skipped.at) if skipped.at else {"path": skipped.input, "line": None}
    return {
        "code": skipped.code,
        "name": skipped.name,
        "why": skipped.why,
        "path": place["path"],
        "line": place["line"],
    }


def _place(span: Span) -> dict[str, Any]:
    first, last = span.first, span.last
    return {
        "path": span.source.name,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }
