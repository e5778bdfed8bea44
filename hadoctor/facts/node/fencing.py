"""What the fencer says, by `stonith_admin`."""

from __future__ import annotations

from typing import NamedTuple


class Coverage(NamedTuple):
    """Which devices the fencer of this node would use against a node."""

    node: str
    devices: tuple[str, ...]


class FenceDevices(NamedTuple):
    """`registered`: those that the fencer of this node knows; they need not be started here."""

    registered: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    """Of every node that was asked for; none where the fencer did not answer in time."""


class FenceEvent(NamedTuple):
    target: str
    action: str
    """reboot, off or on."""
    status: str
    """success, failed or pending."""
    delegate: str = ""
    """The node that carried it out."""
    client: str = ""
    """Who asked for it, as stonith_admin.1889."""
    completed: str = ""
    """As stonith_admin writes the time; the newest first sorts last."""
    reason: str = ""


class FenceHistory(NamedTuple):
    """The newest first."""

    events: tuple[FenceEvent, ...] = ()
