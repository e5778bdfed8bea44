"""The one change that a drill makes: a node's transient attribute `standby`, which a restart of the node
forgets. It is a repair like the others: in the journal before it is made, and guarded by a timer."""

from __future__ import annotations

from hadoctor.drill.status import STANDBY
from hadoctor.repair.step import Argv, Disruption, Repair, Run

LIMIT = 20.0
"""Seconds for the command."""


def _command(node: str, *what: str) -> Argv:
    return ("crm_attribute", "--node", node, "--name", STANDBY, "--lifetime", "reboot", *what)


def online(node: str) -> Argv:
    """Ends the standby; nothing happens where there is none."""
    return _command(node, "--delete")


def standby(node: str) -> Repair:
    step = Run(
        _command(node, "--update", "on"),
        online(node),
        _command(node, "--query"),
        limit=LIMIT,
        harmless=True,
    )
    return Repair(
        f"drill: '{node}' on standby for a while",
        (),
        (step,),
        disruption=Disruption.FAILOVER,
        cuts_off=True,
    )
