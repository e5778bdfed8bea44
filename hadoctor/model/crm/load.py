"""crm text to the configuration that the shell stores for it, and why it would not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.model.cib.schemas import newest, number_of
from hadoctor.model.crm.assemble import assemble
from hadoctor.model.crm.dialect import Dialect
from hadoctor.model.crm.read import faults, read
from hadoctor.model.crm.refusal import Refusal, Stage, Topic
from hadoctor.model.crm.session import Unwrapped, unwrap
from hadoctor.source import Source, Span
from hadoctor.syntax.crm import Script, parse
from hadoctor.syntax.element import Element
from hadoctor.target import DEFAULTS, Targets


class Loaded(NamedTuple):
    """`configuration` holds what could be understood, whatever was refused."""

    source: Source
    script: Script
    configuration: Element
    refusals: tuple[Refusal, ...]
    session: Span | None = None
    """Where a text that is a pasted session shows it first: it is no file to load, and was read as what
    the session would do."""
    commented: bool = False
    """Whether to the shell all of a session is comments."""
    variables: tuple[Span, ...] = ()
    """Statements of a script that hold its variables: they are not read."""

    @property
    def accepted(self) -> bool:
        """Whether `crm -F configure load update` stores the text into an empty CIB."""
        if self.session is not None:
            return self.commented
        return not any(refusal.refused for refusal in self.refusals)

    @property
    def understood(self) -> bool:
        """Whether every statement was read: nothing seems to be missing that stands in the text."""
        return not self.variables and not any(
            r.stage in (Stage.SYNTAX, Stage.CRASH) for r in self.refusals
        )


def load(source: Source, targets: Targets = DEFAULTS) -> Loaded:
    from hadoctor.model.cib.schema import validate

    unwrapped = unwrap(source)
    script = parse(unwrapped.source)
    dialect = Dialect(targets.crmsh, session=unwrapped.at is not None)
    loose: list[Element] = []
    refusals = list(_text_faults(script, unwrapped))
    unread: list[str] = []
    variables: list[Span] = []
    for statement in script.statements:
        if dialect.session and _VARIABLE.search(" ".join(w.text for w in statement.words)):
            variables.append(statement.span)
            continue
        found = read(statement, dialect)
        if isinstance(found, Refusal):
            refusals.append(found)
            unread += [word.text for word in statement.words[1:2]]
        else:
            loose.append(found)
    assembly = assemble(
        loose, unwrapped.source, dialect, pacemaker=targets.pacemaker, unread=unread
    )
    refusals += assembly.refusals
    if dialect.session:
        refusals = [r for r in refusals if r.topic not in _ELSEWHERE]
    lost = _incomplete(loose) if dialect.session else set()
    # An empty CIB has the newest schema.
    schema = number_of(newest(targets.pacemaker))
    told = {(r.at.start, r.at.end) for r in refusals}
    for refusal in validate(assembly.configuration, schema):
        # What the shell has refused already is not refused once more by the schema; nor is a name
        # missed whose statement could not be read.
        if (refusal.at.start, refusal.at.end) in told or refusal.at.start in lost:
            continue
        if refusal.topic in _ELSEWHERE and (dialect.session or refusal.at.text in unread):
            continue
        refusals.append(refusal)
    refusals.sort(key=lambda r: (r.at.start, r.at.end))
    return Loaded(
        unwrapped.source,
        script,
        assembly.configuration,
        tuple(refusals),
        unwrapped.at,
        unwrapped.comments,
        tuple(variables),
    )


# What a session names can be in the cluster where it was typed.
_ELSEWHERE = (Topic.REFERENCE, Topic.CONSTRAINT, Topic.MEMBER)
_VARIABLE = re.compile(r"\$(?:\{|\(|(?!id\b|id-ref\b|role\b)[A-Za-z_])")


def _incomplete(loose: list[Element]) -> set[int]:
    """Where the containers stand whose members are not in the text."""
    known = {element.id for element in loose}
    return {
        element.start
        for element in loose
        if any(child.tag == "crmsh-ref" and child.id not in known for child in element.children)
    }


def _text_faults(script: Script, unwrapped: Unwrapped) -> Iterator[Refusal]:
    if unwrapped.colours is not None:
        yield Refusal(
            Stage.SYNTAX,
            "the colour codes of a terminal stand in the text",
            unwrapped.colours,
            "the output of 'crm -D plain configure show'",
        )
    yield from faults(script)
