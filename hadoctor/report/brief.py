"""One line a finding, as compilers write it: `file:line:column: severity CODE message`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.engine import Report


def render(report: Report, stream: TextIO) -> None:
    for item in report.unreadable:
        stream.write(f"{printable(item.path)}:1:1: error not checked: {printable(item.error)}\n")
    for reported in report.findings:
        at = reported.finding.at
        line, column = at.first
        stream.write(
            f"{printable(at.source.name)}:{line}:{column}: {reported.severity.word}"
            f" {reported.code} {printable(reported.finding.message)}\n"
        )
    for broken in report.broken:
        stream.write(
            f"{printable(broken.input)}:1:1: error {broken.code} broke: {printable(broken.error)}\n"
        )
