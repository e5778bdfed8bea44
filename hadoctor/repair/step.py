"""What a repair is made of: steps that say what they find, what they leave, and how that is undone.

Nothing here touches the machine; `hand.py` does what a step says, `undo.py` takes it back.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

Argv = tuple[str, ...]
FILE = "{file}"
"""In a command that judges a text: the path of a copy of it."""


class Disruption(IntEnum):
    """What a repair costs the cluster. NONE: no service notices. RELOAD: a daemon reads its
    configuration again. RESTART: something is started, or a service begins anew. FAILOVER: a resource
    may move or stop. FENCE_RISK: a node may be fenced; never done by hadoctor."""

    NONE = 0
    RELOAD = 1
    RESTART = 2
    FAILOVER = 3
    FENCE_RISK = 4

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", " ")


class Access(NamedTuple):
    """Who may do what with a file: permission bits, as 0o400, and the names of its owners."""

    mode: int
    owner: str = "root"
    group: str = "root"

    def __str__(self) -> str:
        return f"{self.owner}:{self.group} {self.mode:04o}"


class WriteFile(NamedTuple):
    """The whole text of a file. None before: the file is not there; None after: it is taken away.

    `check` must accept the new text before it is put in its place; FILE in it stands for a copy.
    """

    path: str
    before: bytes | None
    after: bytes | None
    access: Access = Access(0o644)
    """Of a new file; one that is there keeps its own."""
    check: Argv = ()


class SetAccess(NamedTuple):
    path: str
    before: Access
    after: Access


class MakeFolder(NamedTuple):
    """A folder that is not there. To undo it takes it away where it is empty."""

    path: str
    access: Access = Access(0o755)


class Run(NamedTuple):
    """A command, and the one that takes it back; none where there is nothing to take back.

    The undoing command may come where `do` has never run, or in part only: `done` is a command that
    ends with 0 exactly where `do` is in force. Without it the undoing command is run in any case, and
    its failure is no failure. `touches`: files that the command writes; they are saved before, and
    get the very bytes back. `links`: folders in which it makes and takes away symbolic links, as
    `systemctl enable` does; they too come back as they were, and systemd is told so.
    """

    do: Argv
    undo: Argv = ()
    done: Argv = ()
    touches: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    limit: float = 15.0
    """Seconds."""
    harmless: bool = False
    """Whether the undoing command succeeds also where `do` is not in force. It then has to succeed, in
    any case; `done` is asked before, and only for whether `do` is in force already."""


class NftRule(NamedTuple):
    """A rule at the head of a chain of nftables. It is found again by its comment, which is unique."""

    table: str
    """Family and name: `inet filter`."""
    chain: str
    words: Argv
    """The rule without its comment."""
    comment: str


Step = WriteFile | SetAccess | MakeFolder | Run | NftRule


class Symptom(NamedTuple):
    """A finding that a repair does away with."""

    code: str
    message: str


class Repair(NamedTuple):
    title: str
    """What is done, as an order: `set the mode of /etc/corosync/authkey to 0400`."""
    cures: tuple[Symptom, ...]
    steps: tuple[Step, ...]
    disruption: Disruption = Disruption.NONE
    risk: str = ""
    """One line on what the operator should know before the yes."""
    preview: tuple[str, ...] = ()
    """What Pacemaker's scheduler says would happen, a line each."""
    cuts_off: bool = False
    """Whether a mistake could cut the operator off: a timer then takes it back unless it is confirmed."""
    settle: float = 8.0
    """Seconds within which the findings must be gone."""


class Protocol(NamedTuple):
    """What only a human may do, on all nodes, in order: shown, never run."""

    title: str
    cures: tuple[Symptom, ...]
    why: str
    """Why it is not done automatically."""
    lines: tuple[str, ...]
    """The steps; a line that begins with `$ ` is a command."""
