"""What a rule says: findings with a place, what they block, and how they may be fixed."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple

from hadoctor.source import Span


class Severity(IntEnum):
    """How bad. ERROR: the cluster or a part of it does not work, or data is in danger; WARNING: it
    works until the failure that the cluster exists for; INFO: hygiene, age, policy."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


class Blocks(Enum):
    """What the real program refuses. Proven against it, never guessed.

    LOAD: it does not take the input (`corosync -t` fails on it).
    START: it takes the input, but the daemon does not start with it.
    """

    LOAD = "load"
    START = "start"


class Applicability(Enum):
    """SAFE: the effective configuration stays, or nothing could start without the fix. UNSAFE:
    changes what the cluster does. GUIDED: shown only, a human has to fill in a value."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    GUIDED = "guided"


class Edit(NamedTuple):
    """Replace the bytes of `span` by `text` (an empty span inserts, an empty text deletes).

    `text` has a character a byte, as `Source.text` has: bytes that are moved stay the same bytes.
    """

    span: Span
    text: str


class Fix(NamedTuple):
    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class Note(NamedTuple):
    """Another place that belongs to the finding, and what is to be seen there."""

    at: Span
    text: str


class Finding(NamedTuple):
    """One defect. `message` says the defect and the facts that clash, in lower case.

    `why` is one line on what follows from it. `severity` overrides the rule's own. The engine adds
    the rule's code and name.
    """

    message: str
    at: Span
    notes: tuple[Note, ...] = ()
    why: str = ""
    blocks: Blocks | None = None
    severity: Severity | None = None
    fix: Fix | None = None


class Unchecked(NamedTuple):
    """Something that the rule would have to know and cannot from here: it is said, not guessed."""

    why: str
    at: Span


class Reported(NamedTuple):
    """A finding with the name of its rule."""

    code: str
    name: str
    severity: Severity
    finding: Finding
