"""The board of `hadoctor diagnose`: a line for each layer, then the likeliest cause with its evidence and
what follows from it, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

from hadoctor.cause import LAYERS, Cause, causes, layer
from hadoctor.finding import Severity
from hadoctor.report import human
from hadoctor.report.frame import Piece
from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.engine import Report

_SIGNS = {None: ("good", "✓"), Severity.WARNING: ("warning", "!"), Severity.ERROR: ("error", "✗")}
RUNNING = "RUN"
"""The family of the rules that look at what runs."""
_UNKNOWN = ("dim", "–")
LONGEST = 96
"""Characters of a message on the board; the whole stands below."""


def render(
    report: Report,
    head: str,
    explains: Callable[[str], tuple[str, ...]],
    stream: TextIO,
    *,
    color: bool = False,
    verbose: bool = False,
) -> None:
    """`head`: the node, in one line. `explains`: which codes follow from a code."""
    lines = document(report, head, explains, verbose)
    if color:
        from hadoctor.report.color import write

        write(lines, stream)
        return
    for line in lines:
        stream.write("".join(text for _, text in line) + "\n")


def document(
    report: Report, head: str, explains: Callable[[str], tuple[str, ...]], verbose: bool
) -> Iterator[list[Piece]]:
    yield [("path", printable(head))]
    yield from _layers(report)
    yield []
    real = [r for r in report.findings if r.severity > Severity.INFO]
    found = causes(real, explains)
    kinds = {item.path: item.kind for item in report.inputs}
    for number, cause in enumerate(found):
        if number == 0:
            words = "probable cause" if cause.follows or len(found) > 1 else "found"
            yield [("plain", f"{words}:")]
        yield from human.finding(cause.finding, kinds.get(cause.finding.finding.at.source.name, ""))
        yield from _follows(cause)
        yield []
        if number == 0 and len(found) > 1:
            yield [("plain", "also found:")]
    infos = [r for r in report.findings if r.severity is Severity.INFO]
    if infos and verbose:
        for reported in infos:
            yield from human.finding(reported, kinds.get(reported.finding.at.source.name, ""))
            yield []
    for broken in report.broken:
        yield [("error", f"{broken.code} {broken.name} broke: {printable(broken.error)}")]
    for item in report.unreadable:
        yield [("error", f"{printable(item.path)}: {printable(item.error)}")]
    yield from _end(report, len(infos), verbose)


def _layers(report: Report) -> Iterator[list[Piece]]:
    checked = {layer(code) for code in report.checked}
    for name in LAYERS:
        here = [r for r in report.findings if layer(r.code) == name]
        worst = max((r.severity for r in here), default=None)
        why = _unknown(report, name, name in checked) if worst is None else ""
        if why:
            yield [_sign(_UNKNOWN), ("plain", f" {name:<10} "), ("dim", printable(why))]
            continue
        told = [r for r in here if r.severity is worst and worst is not Severity.INFO]
        sign = _SIGNS.get(worst, _SIGNS[None])
        line: list[Piece] = [
            _sign(sign),
            ("plain", f" {name:<10} ".rstrip() if not told else f" {name:<10} "),
        ]
        if told:
            message = printable(told[0].finding.message)
            short = message if len(message) <= LONGEST else message[: LONGEST - 1] + "…"
            more = f" and {len(told) - 1} more" if len(told) > 1 else ""
            line += [("code", told[0].code), ("plain", f" {short}{more}")]
        yield line


def _unknown(report: Report, name: str, checked: bool) -> str:
    """Why a layer cannot be called sound, or nothing: sound files say nothing of what runs."""
    skipped = [s for s in report.skipped if layer(s.code) == name]
    if not checked:
        return f"not checked: {next((s.why for s in skipped), 'nothing to check')}"
    runs = (s for s in skipped if s.code.startswith(RUNNING) and s.code not in report.checked)
    live = next(runs, None)
    return f"its files only: {live.why}" if live is not None else ""


def _sign(sign: tuple[str, str]) -> Piece:
    return sign[0], f"  {sign[1]}"


def _follows(cause: Cause) -> Iterator[list[Piece]]:
    if cause.follows:
        yield [("gutter", "  = "), ("plain", "what follows from it:")]
    for one in cause.follows:
        yield [
            ("plain", "      "),
            (one.severity.word, one.severity.word),
            ("plain", " "),
            ("code", one.code),
            ("plain", f" {printable(one.finding.message)}"),
        ]


def _end(report: Report, infos: int, verbose: bool) -> Iterator[list[Piece]]:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    words = [_counted(errors, "error"), _counted(warnings, "warning")]
    said = ", ".join(word for word in words if word) or "nothing wrong was found"
    style = "error" if errors else "warning" if warnings else "good"
    yield [(style, said)]
    if infos and not verbose:
        yield [("dim", f"{infos} for information; -v shows them")]
    if report.skipped and not verbose:
        yield [("dim", f"{len(report.skipped)} points were not checked; -v says which, and why")]
    if verbose:
        yield from human.skipped(report)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
