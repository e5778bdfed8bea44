"""The fact that a text for Pacemaker is, beside its typed model."""

from __future__ import annotations

from collections.abc import Iterator
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

    def refuses(self, at: Span) -> bool:
        """Whether something is refused there already: a rule needs not say it again."""
        return any(
            r.at.start < max(at.end, at.start + 1) and at.start < max(r.at.end, r.at.start + 1)
            for r in self.refusals
            if r.refused
        )
