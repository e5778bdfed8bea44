"""What a run looks at: an input, and the facts that it gives."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.facts import Facts
from hadoctor.source import Source
from hadoctor.syntax.remarks import Remark

COROSYNC = "corosync"
PACEMAKER = "pacemaker"
NODE = "node"
"""What rules are for: corosync.conf, what is for Pacemaker (crm text, CIB XML), and what only a node
can tell."""


class Input(NamedTuple):
    """What was given to look at. `error` says why it could not be read."""

    path: str
    kind: str
    error: str = ""


class Subject(NamedTuple):
    """An input and the facts that it gives."""

    input: Input
    facts: Facts
    beside: str | None = None
    """The folder whose other files belong to it."""
    language: str = COROSYNC
    """The rules for which language look at it."""
    source: Source | None = None
    """The text of the input itself, to which fixes are made."""
    remarks: tuple[Remark, ...] = ()
    """The comments in it that speak to hadoctor."""

    @property
    def whole(self) -> bool:
        """Whether it is a configuration of a program (not a file of uidgid.d)."""
        return self.input.kind in ("corosync.conf", "crm", "cib")
