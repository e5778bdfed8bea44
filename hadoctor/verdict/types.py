"""A verdict, as the reports show it."""

from __future__ import annotations

from typing import NamedTuple


class Move(NamedTuple):
    """A resource that runs elsewhere after the loss."""

    resource: str
    """A primitive, or a group of which every member goes the same way."""
    origin: tuple[str, ...]
    """The nodes on which it runs no longer; empty where it was only promoted."""
    to: tuple[str, ...]
    promoted: bool = False
    """Whether it is its promoted role that moves."""


class Down(NamedTuple):
    """A resource that nothing runs, and why."""

    resource: str
    why: str


class Loss(NamedTuple):
    """What the loss of one node does, when everything has come to rest."""

    node: str
    moves: tuple[Move, ...] = ()
    down: tuple[Down, ...] = ()
    """What ran before and does not run any more. Fence devices are not counted."""
    running: int = 0
    """How many resources still run."""
    fenced: bool = False
    """Whether the lost node is fenced first."""
    quorum: bool = True
    """Whether the other nodes have quorum."""
    notes: tuple[str, ...] = ()
    unchecked: str = ""
    """Why this loss was not looked at."""

    @property
    def survived(self) -> bool:
        """Whether everything that ran before runs again."""
        return not self.down and not self.unchecked


class Verdict(NamedTuple):
    """The verdict on one configuration."""

    path: str
    program: str = ""
    """The scheduler that was asked: `crm_simulate 2.1.5`."""
    unchecked: str = ""
    """Why there is no verdict."""
    nodes: tuple[str, ...] = ()
    """The nodes that are online at the start."""
    never: tuple[Down, ...] = ()
    """What does not run even with all of them."""
    losses: tuple[Loss, ...] = ()
    """One for each node; none where nothing runs that could be lost."""
    assumed: tuple[str, ...] = ()
    """What the verdict takes for granted, because the configuration cannot say it."""
