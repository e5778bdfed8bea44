"""What votequorum says, by `corosync-quorumtool -s -i`."""

from __future__ import annotations

from typing import NamedTuple


class Voter(NamedTuple):
    """A member. `nodeid` 0 is the quorum device."""

    nodeid: int
    votes: int
    device: str = ""
    """What it knows of the quorum device: A (alive), V (voting), NMW (not the master of wins) and
    their opposites NA, NV, MW; NR where none is registered. Empty where there is no device."""

    @property
    def cut_off(self) -> bool:
        """Whether a node's own daemon of the quorum device is missing or does not answer."""
        return self.nodeid != 0 and bool({"NR", "NA"} & set(self.device.split(",")))


class QuorumState(NamedTuple):
    """All numbers are votes."""

    quorate: bool
    provider: str = "corosync_votequorum"
    nodeid: int = 0
    """Of this node."""
    ring: str = ""
    """The id of the ring, as 1.2f: its leader and a number that grows."""
    expected: int = 0
    highest: int = 0
    """The most votes that were ever expected."""
    total: int = 0
    quorum: int = 0
    """How many votes are needed."""
    blocked: bool = False
    """Whether activity is blocked."""
    flags: tuple[str, ...] = ()
    """2Node, Quorate, WaitForAll, LastManStanding, AutoTieBreaker, AllowDownscale, Qdevice."""
    voters: tuple[Voter, ...] = ()
