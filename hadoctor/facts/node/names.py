"""What the node's resolver says of the names of the cluster: all sources of nsswitch.conf together."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    name: str
    addresses: tuple[str, ...] = ()
    """The preferred one first. None: the name does not resolve."""
    why: str = ""
    """What the resolver said instead."""
    seconds: float = 0.0
    """How long it took."""
    timeout: bool = False
    """Whether it did not answer in time: nothing is known of the name then."""


class Names(NamedTuple):
    """The names of the nodelist, node names included, and the host's own."""

    answers: tuple[Answer, ...]

    def of(self, name: str) -> Answer | None:
        """What was said of a name. Names are the same in capital letters."""
        wanted = name.lower()
        return next((a for a in self.answers if a.name.lower() == wanted), None)
