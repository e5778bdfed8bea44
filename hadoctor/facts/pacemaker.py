"""The fact that a text for Pacemaker is, beside its typed model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hadoctor.finding import Blocks, Finding
from hadoctor.model.crm.refusal import Refusal, Topic
from hadoctor.source import Source, Span
from hadoctor.syntax.element import Element
from hadoctor.target import Targets


class PacemakerFile(NamedTuple):
    """crm text or CIB XML as a text, with all for which the shell or the schema refuses it."""

    source: Source
    notation: str
    """`crm` or `cib`."""
    refusals: tuple[Refusal, ...]
    targets: Targets
    accepted: bool
    """Whether the crm shell stores the text into an empty CIB, or the schema takes the CIB."""
    session: Span | None = None
    """Where crm text shows first that it is a pasted session and no file to load."""
    commented: bool = False
    """Whether to the shell all of a session is comments."""
    variables: tuple[Span, ...] = ()
    """Statements of a script that hold its variables: they are not read."""
    cib: Element | None = None
    """The `<cib>` element of XML that has one."""

    def findings(self, topic: Topic) -> Iterator[Finding]:
        """The refusals about a topic, as findings."""
        for refusal in self.refusals:
            if refusal.topic is topic:
                expected = f"; expected {refusal.expected}" if refusal.expected else ""
                yield Finding(
                    refusal.message + expected,
                    refusal.at,
                    refusal.notes,
                    blocks=Blocks.LOAD if refusal.refused else None,
                )

    def refused(self) -> Callable[[Span], bool]:
        """Tells of a place whether something is refused there already: a rule need not say it again."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted((r.at.start, r.at.end) for r in self.refusals if r.refused):
            starts.append(start)
            ends.append(max(end, start + 1, *ends[-1:]))

        # The ends grow with the starts: the last that starts before a place reaches farthest.
        def within(at: Span) -> bool:
            number = bisect_left(starts, max(at.end, at.start + 1))
            return number > 0 and ends[number - 1] > at.start

        return within
