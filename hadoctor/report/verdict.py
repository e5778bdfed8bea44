"""The verdict for people: a line for each node, would the cluster survive its loss, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hadoctor.report.frame import Piece
from hadoctor.report.text import plural, printable

if TYPE_CHECKING:
    from hadoctor.verdict.types import Down, Loss, Move, Verdict

MOST = 8
"""So many moves and so many resources of one reason are named; -v names all."""


def lines(verdicts: Iterable[Verdict], verbose: bool) -> Iterator[list[Piece]]:
    verdicts = list(verdicts)
    if not verdicts:
        yield [("plain", "verdict: "), ("dim", "no configuration of Pacemaker was given")]
    for verdict in verdicts:
        yield []
        yield from _one(verdict, 1_000_000 if verbose else MOST)


def _one(verdict: Verdict, most: int) -> Iterator[list[Piece]]:
    path = printable(verdict.path)
    if verdict.unchecked:
        yield [
            ("path", path),
            ("plain", ": verdict: "),
            ("warning", "not checked"),
            ("plain", f": {printable(verdict.unchecked)}"),
        ]
        return
    nodes = plural(len(verdict.nodes), "node")
    yield [
        ("path", path),
        ("plain", f": verdict of {printable(verdict.program)}, from {nodes} online"),
    ]
    for down in _together(verdict.never, most):
        yield [("warning", "  never starts"), ("plain", f": {printable(down)}")]
    for loss in verdict.losses:
        yield from _loss(loss, most)
    if not verdict.losses:
        yield [("plain", "  nothing runs that the loss of a node could stop")]
    for assumed in verdict.assumed:
        yield [("dim", f"  taken for granted: {printable(assumed)}")]


def _loss(loss: Loss, most: int) -> Iterator[list[Piece]]:
    head: Piece = ("code", f"  without {printable(loss.node)}")
    if loss.unchecked:
        yield [head, ("plain", ": "), ("warning", "not checked")]
        yield [("plain", f"    {printable(loss.unchecked)}")]
        return
    yield [head, ("plain", ": "), _word(loss), ("plain", _moves(loss.moves, most))]
    said = {one.why for one in loss.down}
    for down in _together(loss.down, most):
        yield [("plain", f"    down: {printable(down)}")]
    for note in loss.notes:
        if note not in said:
            yield [("dim", f"    {printable(note)}")]


def _word(loss: Loss) -> Piece:
    if loss.survived:
        return "good", "survives"
    if not loss.running:
        return "error", "everything stops"
    return "error", f"{plural(len(loss.down), 'resource')} down"


def _moves(moves: tuple[Move, ...], most: int) -> str:
    ways: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for move in moves:
        ways.setdefault((move.to, move.promoted), []).append(move.resource)
    words = [
        f"{_names(names, most)} {'promoted on' if promoted else 'to'} {', '.join(to)}"
        for (to, promoted), names in ways.items()
    ]
    if words[most:]:
        words[most:] = [f"and to {len(words) - most} more places"]
    return printable(f"; {'; '.join(words)}" if words else "")


def _together(down: tuple[Down, ...], most: int) -> Iterator[str]:
    """Resources that are down for the same reason in one line."""
    found: dict[str, list[str]] = {}
    for one in down:
        found.setdefault(one.why, []).append(one.resource)
    for number, (why, names) in enumerate(found.items()):
        if number == most:
            yield f"and more, for {len(found) - most} other reasons; -v names them"
            return
        yield f"{_names(names, most)}: {why}"


def _names(names: list[str], most: int) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if names[most:] else shown
