"""What is wrong with replicated disks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.node.drbd import Drbd

BAD = {
    "Inconsistent": "its data are only partly there",
    "Failed": "the disk below reports errors",
    "Diskless": "it has lost its disk",
}
"""States of the own disk; Outdated ones are old but whole."""


class Split(NamedTuple):
    message: str
    line: str
    why: str
    grave: bool = True


def split(drbd: Drbd) -> Iterator[Split]:
    for resource in drbd.resources:
        for peer in resource.peers:
            to = f" to {peer.name}" if peer.name else ""
            if peer.connection == "StandAlone":
                yield Split(
                    f"DRBD resource '{resource.name}' has given up its connection{to} (StandAlone)",
                    "StandAlone",
                    "after a split brain, or on command: a person has to choose whose data count",
                )
            elif peer.connection in ("Connecting", "WFConnection", "Timeout", "BrokenPipe"):
                yield Split(
                    f"DRBD resource '{resource.name}' is not connected{to} ({peer.connection})",
                    peer.connection,
                    "what is written now is on one node only",
                    grave=False,
                )
        for volume, state in enumerate(resource.disks):
            syncing = any(p.connection.startswith("Sync") for p in resource.peers)
            if state in BAD and not (state == "Inconsistent" and syncing):
                yield Split(
                    f"volume {volume} of DRBD resource '{resource.name}' is {state}",
                    state,
                    BAD[state],
                    grave=state == "Failed",
                )
