"""What the quorum device's daemon says, by `corosync-qdevice-tool -s`."""

from __future__ import annotations

from typing import NamedTuple


class QdeviceState(NamedTuple):
    model: str
    """Net, or empty."""
    state: str
    """Connected, Connecting, Disconnected …"""
    host: str = ""
    """The server with its port."""
    algorithm: str = ""

    @property
    def out_of_reach(self) -> bool:
        """Whether its server cannot be asked; a connected one may deny its vote for good reasons."""
        return bool(self.state) and self.state.lower() != "connected"
