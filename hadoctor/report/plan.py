"""What a repair would do, before it is done: its steps with their differences and commands, what it
costs, how it is proven and how it is undone."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from hadoctor.repair.step import (
    Disruption,
    MakeFolder,
    NftRule,
    Protocol,
    Repair,
    Run,
    SetAccess,
    Step,
    Symptom,
    WriteFile,
)
from hadoctor.report.difference import difference
from hadoctor.report.frame import Piece
from hadoctor.report.text import plural, printable
from hadoctor.secret import masked

if TYPE_CHECKING:
    from hadoctor.repair.plan import Plan

Lines = Iterator[list[Piece]]


def write(lines: Iterable[list[Piece]], stream: TextIO, color: bool) -> None:
    if color:
        from hadoctor.report.color import write as colored

        colored(lines, stream)
        return
    for line in lines:
        stream.write("".join(text for _, text in line) + "\n")


def document(plan: Plan) -> Lines:
    """The whole plan, for people."""
    if plan.repairs:
        yield [("plain", f"plan: {plural(len(plan.repairs), 'repair')}")]
        yield []
    for number, repair in enumerate(plan.repairs, 1):
        yield from _repair(number, repair)
        yield []
    for protocol in plan.protocols:
        yield from _protocol(protocol)
        yield []
    for broken in plan.broken:
        yield [("error", f"a repair broke: {printable(broken)}")]


def _repair(number: int, repair: Repair) -> Lines:
    yield [("code", f"{number}. {printable(repair.title)}")]
    yield [("dim", f"   for {_cures(repair.cures)}; disruption: {repair.disruption.word}")]
    for step in repair.steps:
        yield from _step(step)
    if repair.preview:
        yield [("note", "   the scheduler expects:")]
        for line in repair.preview:
            yield [("plain", f"     {printable(line)}")]
    if repair.risk:
        yield [("warning", f"   note: {printable(repair.risk)}")]
    yield [("dim", f"   proven by: the node is asked again, within {repair.settle:g} s")]
    yield [("dim", f"   undone by: {undoing(repair)}")]
    if repair.cuts_off:
        yield [("dim", "   a timer takes it back by itself, should it cut you off")]


def undoing(repair: Repair) -> str:
    """What takes a repair back, in words."""
    lost = [s for s in repair.steps if isinstance(s, Run) and not s.undo and not s.touches]
    if len(lost) == len(repair.steps):
        return "nothing: it cannot be undone"
    return "hadoctor undo" + (" (in part: some of it cannot be undone)" if lost else "")


def _protocol(protocol: Protocol) -> Lines:
    yield [("code", f"by hand: {printable(protocol.title)}")]
    yield [("dim", f"   for {_cures(protocol.cures)}")]
    yield [("dim", f"   not done by hadoctor: {printable(protocol.why)}")]
    for line in protocol.lines:
        yield [("plain", f"     {printable(_safe(line))}")]


def _cures(cures: tuple[Symptom, ...]) -> str:
    return ", ".join(dict.fromkeys(symptom.code for symptom in cures))


def _step(step: Step) -> Lines:
    for text in step_lines(step):
        style = {"+": "good", "-": "error", "@": "note"}.get(text[:1], "plain")
        yield [("plain", "     "), (style, text)]


def step_lines(step: Step) -> list[str]:
    """A step in words: the command, or the difference."""
    if isinstance(step, WriteFile):
        name = printable(step.path)
        old = "/dev/null" if step.before is None else name
        new = "/dev/null" if step.after is None else name
        return difference(step.before or b"", step.after or b"", old, new)
    if isinstance(step, SetAccess):
        return [f"{printable(step.path)}: {step.before} becomes {step.after}"]
    if isinstance(step, MakeFolder):
        return [f"make the folder {printable(step.path)} ({step.access})"]
    if isinstance(step, NftRule):
        place = (*step.table.split(" ", 1), step.chain)
        comment = f'"{step.comment}"'  # nft itself wants the quotation marks
        words = ("nft", "insert", "rule", *place, *step.words, "comment", comment)
        return [f"$ {_command(words)}"]
    return [f"$ {_command(step.do)}"]


def _command(words: Iterable[str]) -> str:
    return printable(_safe(shlex.join(words)))


def _safe(text: str) -> str:
    return masked(text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")


def machine(plan: Plan) -> dict[str, Any]:
    """The same for machines."""
    return {
        "repairs": [repair_object(one) for one in plan.repairs],
        "protocols": [
            {
                "title": one.title,
                "cures": [symptom._asdict() for symptom in one.cures],
                "why": one.why,
                "lines": [_safe(line) for line in one.lines],
            }
            for one in plan.protocols
        ],
    }


def repair_object(repair: Repair) -> dict[str, Any]:
    return {
        "title": repair.title,
        "cures": [symptom._asdict() for symptom in repair.cures],
        "disruption": repair.disruption.word,
        "automatic": repair.disruption is Disruption.NONE,
        "risk": repair.risk or None,
        "preview": list(repair.preview),
        "timer": repair.cuts_off,
        "steps": [_step_object(step) for step in repair.steps],
        "undo": undoing(repair),
        "proof": f"the findings are gone and no new error is there within {repair.settle:g} s",
    }


def _step_object(step: Step) -> dict[str, Any]:
    undo = [_command(step.undo)] if isinstance(step, Run) and step.undo else []
    path = getattr(step, "path", None)
    return {"kind": type(step).__name__, "path": path, "shows": step_lines(step), "undo": undo}
