"""Why a line is wrong. The same mistake on many lines is one finding, the others are its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hadoctor.finding import Applicability, Blocks, Edit, Finding, Fix, Severity
from hadoctor.model.outline import also
from hadoctor.source import Span


class Cause(NamedTuple):
    """What is wrong with one line; `edit` is the cure, `title` what it does. Lines with the same
    `kind` make one finding, with the message of the first one."""

    kind: str
    message: str
    at: Span
    edit: Edit | tuple[Edit, ...] | None = None
    title: str = ""
    applicability: Applicability = Applicability.SAFE
    blocks: Blocks | None = None
    severity: Severity | None = None
    why: str = ""

    @property
    def edits(self) -> tuple[Edit, ...]:
        if isinstance(self.edit, Edit):
            return (self.edit,)
        return self.edit or ()


def findings(causes: Iterable[Cause]) -> Iterator[Finding]:
    kinds: dict[str, list[Cause]] = {}
    for cause in causes:
        kinds.setdefault(cause.kind, []).append(cause)
    for same in kinds.values():
        first = same[0]
        edits = tuple(edit for cause in same for edit in cause.edits)
        title = next((c.title for c in same if c.edits), "")
        unsafe = [
            c.applicability for c in same if c.edits and c.applicability is not first.applicability
        ]
        yield Finding(
            first.message,
            at=first.at,
            notes=also([c.at for c in same], "and here"),
            why=first.why,
            blocks=next((c.blocks for c in same if c.blocks), None),
            severity=first.severity,
            fix=Fix(title, edits, Applicability.UNSAFE if unsafe else first.applicability)
            if edits
            else None,
        )
