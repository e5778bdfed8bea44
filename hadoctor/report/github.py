"""Annotations for GitHub Actions: workflow commands, one a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from hadoctor.finding import Severity
from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.engine import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, stream: TextIO) -> None:
    for item in report.unreadable:
        where = _property(item.path)
        stream.write(f"::error file={where},title=not checked::{_text(item.error)}\n")
    for reported in report.findings:
        at = reported.finding.at
        first, last = at.first, at.last
        place = (
            f"file={_property(at.source.name)},line={first.line},col={first.column}"
            f",endLine={last.line},endColumn={last.column}"
        )
        message = reported.finding.message
        if reported.finding.why:
            message += f": {reported.finding.why}"
        title = _property(f"{reported.code} {reported.name}")
        stream.write(f"::{LEVELS[reported.severity]} {place},title={title}::{_text(message)}\n")
    for broken in report.broken:
        stream.write(f"::error title={broken.code} broke::{_text(broken.error)}\n")


def _text(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
