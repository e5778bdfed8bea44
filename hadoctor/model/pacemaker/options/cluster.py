"""Cluster properties, without those about fencing."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type


def _row(
    name: str,
    type: Type,
    meaning: str,
    default: str = "",
    *,
    words: tuple[str, ...] = (),
    since: str = "",
    until: str = "",
    legacy: tuple[str, ...] = (),
    legacy_warns: bool = False,
    deprecated: str = "",
    generated: bool = False,
    advanced: bool = False,
    note: str = "",
) -> Option:
    return Option(
        Place.PROPERTY,
        name,
        type,
        meaning,
        default,
        words,
        since,
        until,
        legacy,
        legacy_warns,
        deprecated,
        generated,
        advanced,
        note=note,
    )


def _joining(name: str, meaning: str, default: str, legacy: str) -> tuple[Option, ...]:
    """A time of the controller that once had a name with `crmd-`; 2.1.10 warns of that name."""
    return (
        _row(
            name,
            Type.INTERVAL,
            meaning,
            default,
            advanced=True,
            legacy=(legacy,),
            until="2.1.10",
        ),
        _row(
            name,
            Type.INTERVAL,
            meaning,
            default,
            advanced=True,
            legacy=(legacy,),
            legacy_warns=True,
            since="2.1.10",
            until="3.0",
        ),
        _row(name, Type.INTERVAL, meaning, default, advanced=True, since="3.0"),
    )


_POLICIES = ("stop", "freeze", "ignore", "demote", "suicide")
_NO_QUORUM = "what a part of the cluster without quorum does with its resources"
_RESOURCES = "stop resources that are no longer in the configuration"
_ACTIONS = "cancel recurring actions that are no longer in the configuration"

OPTIONS: tuple[Option, ...] = (
    _row(
        "no-quorum-policy",
        Type.WORD,
        _NO_QUORUM,
        "stop",
        words=_POLICIES,
        until="2.1.9",
        note="ignore lets both halves of a split cluster run everything; GFS2, OCFS2 and the DLM want"
        " freeze",
    ),
    _row(
        "no-quorum-policy",
        Type.WORD,
        _NO_QUORUM,
        "stop",
        words=(*_POLICIES, "fence"),
        since="2.1.9",
        note="fence is the name for suicide from 2.1.9 on; ignore lets both halves of a split cluster"
        " run everything",
    ),
    _row(
        "symmetric-cluster",
        Type.BOOLEAN,
        "resources may run on every node unless a constraint forbids it",
        "true",
        note="with false a resource without a location constraint runs nowhere",
    ),
    _row(
        "maintenance-mode",
        Type.BOOLEAN,
        "leave all resources alone: no start, no stop, no monitoring",
        "false",
        note="nothing is recovered while it is true",
    ),
    _row("stop-all-resources", Type.BOOLEAN, "stop every resource", "false"),
    _row(
        "start-failure-is-fatal",
        Type.BOOLEAN,
        "one failed start bans the resource from the node",
        "true",
        note="with false migration-threshold decides about failed starts too",
    ),
    _row(
        "enable-startup-probes",
        Type.BOOLEAN,
        "look on a new node what is already running there",
        "true",
        deprecated="3.0.2",
        note="3.0.2 warns if it is false",
    ),
    _row(
        "shutdown-lock",
        Type.BOOLEAN,
        "resources of a node that was shut down in order wait for it to come back",
        "false",
    ),
    _row("shutdown-lock-limit", Type.INTERVAL, "how long shutdown-lock waits; 0: forever", "0"),
    _row("enable-acl", Type.BOOLEAN, "apply the access control lists of the CIB", "false"),
    _row("stop-orphan-resources", Type.BOOLEAN, _RESOURCES, "true", until="3.0.2", advanced=True),
    _row(
        "stop-removed-resources",
        Type.BOOLEAN,
        _RESOURCES,
        "true",
        since="3.0.2",
        legacy=("stop-orphan-resources",),
        legacy_warns=True,
        deprecated="3.0.2",
        note="warned about if it is false",
    ),
    _row("stop-orphan-actions", Type.BOOLEAN, _ACTIONS, "true", until="3.0.2", advanced=True),
    _row(
        "cancel-removed-actions",
        Type.BOOLEAN,
        _ACTIONS,
        "true",
        since="3.0.2",
        legacy=("stop-orphan-actions",),
        legacy_warns=True,
        deprecated="3.0.2",
        note="warned about if it is false",
    ),
    _row(
        "remove-after-stop",
        Type.BOOLEAN,
        "forget a resource in the executor once it has stopped",
        "false",
        until="3.0",
        deprecated="2.1",
        note="warned about if it is true",
    ),
    _row(
        "placement-strategy",
        Type.WORD,
        "how utilization and capacity decide about nodes",
        "default",
        words=("default", "utilization", "minimal", "balanced"),
        note="with default the utilization of nodes and resources is not looked at",
    ),
    _row("batch-limit", Type.INTEGER, "how many actions may run at once in the cluster", "0"),
    _row("migration-limit", Type.INTEGER, "live migrations at once on a node; -1: no limit", "-1"),
    _row(
        "node-action-limit",
        Type.INTEGER,
        "actions at once on a node; 0: twice its processor cores",
        "0",
    ),
    _row(
        "load-threshold",
        Type.PERCENTAGE,
        "the load of a node from which on the cluster starts fewer actions",
        "80%",
        note="without the sign % the value is invalid and the default counts; crm_verify says so from"
        " 2.1.10 on",
    ),
    _row("cluster-delay", Type.INTERVAL, "longest way of a message between nodes", "60s"),
    _row("dc-deadtime", Type.INTERVAL, "how long a starting node waits for others", "20s"),
    _row(
        "cluster-recheck-interval",
        Type.INTERVAL,
        "how often date rules are looked at when nothing else happens; 0: never",
        "15min",
    ),
    _row(
        "election-timeout", Type.INTERVAL, "an election must be done by then", "2min", advanced=True
    ),
    _row(
        "shutdown-escalation",
        Type.INTERVAL,
        "a node that is not down by then gives up and exits",
        "20min",
        advanced=True,
    ),
    *_joining(
        "join-integration-timeout",
        "a joining node must have answered by then",
        "3min",
        "crmd-integration-timeout",
    ),
    *_joining(
        "join-finalization-timeout",
        "joining must be done by then",
        "30min",
        "crmd-finalization-timeout",
    ),
    *_joining(
        "transition-delay",
        "wait that long for further events before acting; slows every recovery down",
        "0s",
        "crmd-transition-delay",
    ),
    _row(
        "cluster-ipc-limit",
        Type.POSITIVE,
        "messages that may wait for a client before it is cut off",
        "500",
        until="3.0.2",
    ),
    _row(
        "cluster-ipc-limit",
        Type.POSITIVE,
        "once a limit for messages to a client; ignored",
        since="3.0.2",
        deprecated="3.0.2",
    ),
    _row(
        "pe-error-series-max", Type.INTEGER, "scheduler inputs with errors to keep; -1: all", "-1"
    ),
    _row(
        "pe-warn-series-max",
        Type.INTEGER,
        "scheduler inputs with warnings to keep; -1: all",
        "5000",
    ),
    _row("pe-input-series-max", Type.INTEGER, "other scheduler inputs to keep; -1: all", "4000"),
    _row(
        "node-health-strategy",
        Type.WORD,
        "what the health attributes (#health...) of a node do to its resources",
        "none",
        words=("none", "migrate-on-red", "only-green", "progressive", "custom"),
    ),
    _row("node-health-base", Type.SCORE, "health score to start from; with progressive", "0"),
    _row("node-health-green", Type.SCORE, "score of green; with progressive and custom", "0"),
    _row("node-health-yellow", Type.SCORE, "score of yellow; with progressive and custom", "0"),
    _row("node-health-red", Type.SCORE, "score of red; with progressive and custom", "-INFINITY"),
    _row("cluster-name", Type.TEXT, "a name; in rules it is #cluster-name"),
    _row("dc-version", Type.TEXT, "release of Pacemaker on the controlling node", generated=True),
    _row("cluster-infrastructure", Type.TEXT, "the messaging layer", "corosync", generated=True),
    _row(
        "last-lrm-refresh",
        Type.TEXT,
        "when somebody last cleaned up a resource; only makes the cluster look again",
        generated=True,
    ),
)
