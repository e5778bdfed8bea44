"""Node attributes that the cluster itself reads. Any other name is for rules and agents."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

N = Place.NODE

OPTIONS: tuple[Option, ...] = (
    Option(
        N,
        "standby",
        Type.BOOLEAN,
        "the node runs no resources",
        "false",
        unreadable="false",
        note="easily left behind after maintenance",
    ),
    Option(
        N,
        "maintenance",
        Type.BOOLEAN,
        "leave the resources on the node alone: no start, no stop, no monitoring",
        "false",
        unreadable="false",
    ),
    Option(
        N,
        "terminate",
        Type.TEXT,
        "fence the node: a boolean, or a number that is true above 0",
        "false",
        note="meant to be set for a moment",
    ),
    Option(
        N,
        "resource-discovery-enabled",
        Type.BOOLEAN,
        "look on a remote node what is running there",
        "true",
        deprecated="2.1.10",
        note="false counts for remote and guest nodes only; resource-discovery on a location does the"
        " same",
    ),
    Option(
        N, "site-name", Type.TEXT, "site of the node; in rules it is #site-name", "cluster-name"
    ),
    Option(
        N,
        "#health",
        Type.SCORE,
        "health of the node: green, yellow, red or a score; any name that starts with #health counts",
        note="what it does is node-health-strategy's business",
    ),
)
