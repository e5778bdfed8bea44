"""What a run looks at: an input, and the facts that it gives."""

from __future__ import annotations

from typing import NamedTuple

from hadoctor.facts import Facts
from hadoctor.source import Source
from hadoctor.syntax.remarks import Remark
from hadoctor.target import Targets

COROSYNC = "corosync"
PACEMAKER = "pacemaker"
NODE = "node"
PEERS = "peers"
"""What rules are for: corosync.conf, what is for Pacemaker (crm text, CIB XML), what only a node can
tell, and what several nodes of a cluster tell together."""


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
    targets: Targets | None = None
    """The releases that it is judged for, where a node has told its own."""
    saved: str = ""
    """The file that a node has saved its facts in, where they come from one."""

    @property
    def prefix(self) -> str:
        """What stands before the names of all places of such a node."""
        return f"{self.saved}:" if self.saved else ""

    @property
    def whole(self) -> bool:
        """Whether it is a configuration of a program (not a file of uidgid.d)."""
        return self.input.kind in ("corosync.conf", "crm", "cib")
