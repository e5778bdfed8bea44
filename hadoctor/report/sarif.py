"""SARIF 2.1.0: what code scanning services and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from hadoctor.finding import Severity
from hadoctor.page import parse
from hadoctor.source import Span

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.finding import Reported

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, stream: TextIO) -> None:
    json.dump(document(report), stream, indent=2)
    stream.write("\n")


def document(report: Report) -> dict[str, Any]:
    codes = sorted({r.code for r in report.findings})
    notices = [
        {"level": "error", "message": {"text": f"{i.path}: {i.error}"}} for i in report.unreadable
    ]
    notices += [
        {"level": "error", "message": {"text": f"{b.code} broke: {b.error}"}} for b in report.broken
    ]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hadoctor",
                        "version": report.version,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not notices,
                        "toolExecutionNotifications": notices,
                    }
                ],
                "results": [_result(r, codes) for r in report.findings],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    from hadoctor.registry import find

    rule = find(code)
    if rule is None:
        return {"id": code}
    page = parse(rule.page)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": " ".join(page.lead.split())},
        "help": {"text": rule.page.strip(), "markdown": rule.page.strip()},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(reported: Reported, codes: list[str]) -> dict[str, Any]:
    found = reported.finding
    result: dict[str, Any] = {
        "ruleId": reported.code,
        "ruleIndex": codes.index(reported.code),
        "level": LEVELS[reported.severity],
        "message": {"text": found.message + (f": {found.why}" if found.why else "")},
        "locations": [_location(found.at)],
        "properties": {"blocks": found.blocks.value if found.blocks else None},
    }
    if found.notes:
        result["relatedLocations"] = [
            {**_location(note.at), "id": number, "message": {"text": note.text}}
            for number, note in enumerate(found.notes)
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    first, last = span.first, span.last
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(span.source.name, errors="surrogateescape")},
            "region": {
                "startLine": first.line,
                "startColumn": first.column,
                "endLine": last.line,
                "endColumn": last.column,
            },
        }
    }
