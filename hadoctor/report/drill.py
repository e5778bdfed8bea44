"""A drill for people and for machines: what is expected, and what came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from hadoctor.report.frame import Piece
from hadoctor.report.text import printable

if TYPE_CHECKING:
    from hadoctor.drill.floating import Floating
    from hadoctor.drill.outcome import Gap, Leg, Outcome
    from hadoctor.drill.poll import Silence
    from hadoctor.drill.preview import Preview
    from hadoctor.verdict.types import Down, Move

Lines = Iterator[list[Piece]]


def preview_lines(
    node: str, expected: Preview, addresses: Iterable[Floating], notes: Iterable[str]
) -> Lines:
    yield [("code", f"drill of {printable(node)}")]
    yield [("plain", f"  {expected.program} expects, which is no promise:")]
    for move in expected.moves:
        yield [("plain", f"    {_move(move)}")]
    for down in expected.down:
        yield [("warning", "    down"), ("plain", f": {_down(down)}")]
    if not expected.moves and not expected.down:
        yield [("plain", "    nothing moves, and nothing stays down")]
    elif not expected.down:
        yield [("plain", "    nothing stays down")]
    for one in addresses:
        yield [("dim", f"  measured: {one.address} ({printable(one.resource)})")]
    for note in notes:
        yield [("dim", f"  note: {printable(note)}")]


def outcome_lines(outcome: Outcome) -> Lines:
    node = printable(outcome.node)
    if outcome.away is not None:
        yield from _leg(f"{node} on standby", outcome.away)
        yield from (_gap(gap, gap.away, gap.seen_from) for gap in outcome.gaps)
    if outcome.back is not None:
        yield from _leg(f"{node} online again", outcome.back)
        for gap in outcome.gaps:
            if gap.back is not None:
                yield _gap(gap, gap.back, gap.seen_from.partition(",")[0])
        for move in outcome.elsewhere:
            was = f" (was on {', '.join(move.origin)})" if move.origin else ""
            role = "promoted on" if move.promoted else "on"
            stays = f"  {move.resource} stays {role} {', '.join(move.to)}{was}"
            yield [("plain", printable(stays)), ("dim", ": the cluster leaves it there")]
    for problem in outcome.problems:
        yield [("error", "  wrong"), ("plain", f": {printable(problem)}")]
    yield [_end(outcome)]


def _leg(title: str, leg: Leg) -> Lines:
    yield [("code", title), ("plain", f": at rest after {leg.seconds:.1f} s")]
    for trip in leg.trips:
        after = "" if trip.seconds is None else f" after {trip.seconds:.1f} s"
        yield [("plain", f"  {_move(trip.move)}{after}")]
    for down in leg.down:
        yield [("warning", "  down"), ("plain", f": {_down(down)}")]


def _gap(gap: Gap, silence: Silence | None, seen_from: str) -> list[Piece]:
    head = f"  {gap.address} ({printable(gap.resource)}): "
    if silence is None:
        return [("plain", f"{head}not measured: {printable(gap.why)}")]
    longest = f"{silence.longest:.2f} s"
    end = "" if silence.ended else ", and still none"
    said = f"no answer for {longest}{end}" if silence.seen else f"no gap above {longest}"
    return [
        ("plain", f"{head}{said}"),
        ("dim", f" (resolution {silence.resolution:.2f} s; from {printable(seen_from)})"),
    ]


def _end(outcome: Outcome) -> Piece:
    node = printable(outcome.node)
    if outcome.refused:
        return "warning", f"nothing was done: {printable(outcome.refused)}"
    if outcome.stuck:
        return (
            "error",
            f"FAILED, and {node} could not be brought online: {printable(outcome.stuck)}",
        )
    if outcome.aborted:
        done = f"{node} was put back" if outcome.back else f"the standby of {node} was ended"
        return "error", f"broken off, and {done}: {printable(outcome.aborted)}"
    if outcome.problems:
        return "error", "drill failed"
    return "good", "drill passed: the configuration is as before, and the standby is gone"


def _move(move: Move) -> str:
    to = ", ".join(move.to)
    if move.promoted:
        return printable(f"{move.resource} promoted on {to}")
    origin = f" from {', '.join(move.origin)}" if move.origin else ""
    return printable(f"{move.resource}{origin} to {to}")


def _down(down: Down) -> str:
    return printable(f"{down.resource}: {down.why}")


def preview_object(expected: Preview) -> dict[str, Any]:
    return {
        "scheduler": expected.program,
        "moves": [one._asdict() for one in expected.moves],
        "down": [one._asdict() for one in expected.down],
    }


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    return {
        "passed": None if outcome.refused else outcome.passed,
        "away": _leg_object(outcome.away),
        "back": _leg_object(outcome.back),
        "addresses": [_gap_object(one) for one in outcome.gaps],
        "elsewhere": [one._asdict() for one in outcome.elsewhere],
        "aborted": outcome.aborted or None,
        "refused": [outcome.refused] if outcome.refused else [],
        "stuck": outcome.stuck or None,
        "problems": list(outcome.problems),
    }


def _leg_object(leg: Leg | None) -> dict[str, Any] | None:
    if leg is None:
        return None
    trips = [
        {**one.move._asdict(), "seconds": None if one.seconds is None else round(one.seconds, 2)}
        for one in leg.trips
    ]
    return {
        "seconds": round(leg.seconds, 2),
        "moves": trips,
        "down": [one._asdict() for one in leg.down],
        "failures": [one._asdict() for one in leg.failures],
    }


def _gap_object(gap: Gap) -> dict[str, Any]:
    def silence(found: Silence | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {
            "silent_seconds": round(found.longest, 3),
            "resolution_seconds": round(found.resolution, 3),
            "ended": found.ended,
        }

    return {
        "resource": gap.resource,
        "address": gap.address,
        "away": silence(gap.away),
        "back": silence(gap.back),
        "from": gap.seen_from or None,
        "not_measured": gap.why or None,
    }
