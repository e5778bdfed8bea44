"""Other forms of an input: what the daemon, the shell or the CIB makes of it."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.facts.language import language
from hadoctor.source import Source, Span
from hadoctor.target import Targets


class Converted(NamedTuple):
    text: str
    refusals: tuple[tuple[Span, str], ...]
    """Why the real program would not take the input."""


def forms(source: Source) -> tuple[str, ...]:
    """The forms that an input can be converted to."""
    if language(source.name, source.data) == "corosync.conf":
        from hadoctor.convert.corosync import FORMS as COROSYNC_FORMS

        return tuple(COROSYNC_FORMS)
    from hadoctor.convert.pacemaker import FORMS

    return tuple(FORMS)


def convert(source: Source, to: str, targets: Targets) -> Converted:
    """Raises KeyError for a form that the input does not have."""
    kind = language(source.name, source.data)
    if kind == "corosync.conf":
        from hadoctor.convert.corosync import convert as from_corosync

        return from_corosync(source, to, targets)
    from hadoctor.convert.pacemaker import convert as from_pacemaker

    return from_pacemaker(source, kind, to, targets)
