"""JUnit XML: a test suite a file, a failed test a finding. For CI systems that know nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import quoteattr

from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.engine import Report
    from hadoctor.finding import Reported


def render(report: Report, stream: TextIO) -> None:
    write = stream.write
    write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="hadoctor">\n')
    for item in report.inputs:
        mine = [r for r in report.findings if r.finding.at.source.name == item.path]
        errors = [b for b in report.broken if b.input == item.path]
        unread = int(bool(item.error))
        write(
            f"  <testsuite name={_attribute(item.path)} tests={_attribute(max(1, len(mine)))}"
            f' failures="{len(mine)}" errors="{len(errors) + unread}">\n'
        )
        if item.error:
            write(
                f'    <testcase name="readable"><error message={_attribute(item.error)}/></testcase>\n'
            )
        for reported in mine:
            write(_case(reported))
        for broken in errors:
            write(
                f"    <testcase name={_attribute(broken.code)}>"
                f"<error message={_attribute(broken.error)}/></testcase>\n"
            )
        if not mine and not errors and not item.error:
            write('    <testcase name="no findings"/>\n')
        write("  </testsuite>\n")
    write("</testsuites>\n")


def _case(reported: Reported) -> str:
    found = reported.finding
    line, column = found.at.first
    name = f"{reported.code} {reported.name}, line {line}, column {column}"
    return (
        f"    <testcase name={_attribute(name)} line={_attribute(line)}>"
        f'<failure type="{reported.severity.word}" message={_attribute(found.message)}/></testcase>\n'
    )


def _attribute(value: object) -> str:
    return quoteattr(printable(str(value)))
