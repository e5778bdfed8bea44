"""Clones, promotable or not, `ms` included."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

C = Place.CLONE

_PROMOTED = Option(C, "promoted-max", Type.INTEGER, "instances that may be promoted", "1")
_PROMOTED_NODE = Option(
    C, "promoted-node-max", Type.INTEGER, "instances that may be promoted on one node", "1"
)
_UNIQUE = Option(
    C,
    "globally-unique",
    Type.BOOLEAN,
    "the instances differ from each other",
    "false",
    note="needed for clone-node-max above 1",
)

OPTIONS: tuple[Option, ...] = (
    Option(
        C,
        "clone-max",
        Type.INTEGER,
        "how many instances there are",
        "the number of nodes",
        unreadable="0",
        note="with 0 there are none",
    ),
    Option(
        C,
        "clone-node-max",
        Type.INTEGER,
        "how many instances may run on one node",
        "1",
        unreadable="0",
    ),
    Option(
        C,
        "clone-min",
        Type.INTEGER,
        "instances that must run before what is ordered after the clone may start",
        "0: all",
    ),
    _UNIQUE._replace(until="3.0"),
    _UNIQUE._replace(default="true if clone-node-max is above 1, else false", since="3.0"),
    Option(
        C,
        "notify",
        Type.BOOLEAN,
        "the agent is told before and after instances start, stop and change their role",
        "false",
        note="ocf:linbit:drbd and some databases need it",
    ),
    Option(
        C,
        "ordered",
        Type.BOOLEAN,
        "instances start one after the other, not all at once",
        "false",
    ),
    Option(
        C,
        "interleave",
        Type.BOOLEAN,
        "an instance waits only for the instance on its own node of a clone that it depends on",
        "false",
        note="without it an instance that restarts makes a dependent clone restart everywhere",
    ),
    Option(
        C,
        "promotable",
        Type.BOOLEAN,
        "instances can be promoted; the agent needs promote and demote",
        "false; true for ms",
    ),
    _PROMOTED._replace(legacy=("master-max",), until="2.1.10"),
    _PROMOTED._replace(legacy=("master-max",), legacy_warns=True, since="2.1.10"),
    _PROMOTED_NODE._replace(legacy=("master-node-max",), until="2.1.10"),
    _PROMOTED_NODE._replace(legacy=("master-node-max",), legacy_warns=True, since="2.1.10"),
)
