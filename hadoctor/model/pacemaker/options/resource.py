"""Meta-attributes of resources and groups. Members inherit those of their group, the resource in a
clone or bundle those of the clone or bundle; rsc_defaults come last."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

R = Place.RESOURCE

ROLES = ("Stopped", "Started", "Unpromoted", "Promoted", "Slave", "Master")

_THRESHOLD = Option(
    R,
    "migration-threshold",
    Type.SCORE,
    "failures on a node after which the resource may not run there any more",
    "INFINITY",
    note="0 turns it off, as INFINITY does in effect; without failure-timeout the ban lasts until a"
    " cleanup; failed starts ban at once unless start-failure-is-fatal is false",
)
_MANAGED = Option(
    R,
    "is-managed",
    Type.BOOLEAN,
    "the cluster may start and stop the resource; monitors go on either way",
    "true",
    unreadable="false",
    note="false is easily forgotten: nothing is recovered then",
)
_TARGET_ROLE = Option(
    R,
    "target-role",
    Type.WORD,
    "the state that the cluster brings the resource to",
    "Started",
    words=ROLES,
    note="Master and Slave are the old words for Promoted and Unpromoted; roles of a promotable clone"
    " make sense only there; written by `crm resource stop`, and easily left behind",
)
_PRIORITY = Option(
    R,
    "priority",
    Type.SCORE,
    "who stays when not all can run; resources of lower priority are stopped first",
    "0",
)

RESOURCE: tuple[Option, ...] = (
    _PRIORITY,
    Option(
        R,
        "critical",
        Type.BOOLEAN,
        "moving the resource is worth moving what must run together with it",
        "true",
        unreadable="false",
        since="2.1.0",
    ),
    _TARGET_ROLE,
    _MANAGED,
    Option(
        R,
        "maintenance",
        Type.BOOLEAN,
        "leave the resource alone: no start, no stop, no monitoring",
        "false",
    ),
    Option(
        R,
        "resource-stickiness",
        Type.SCORE,
        "how much the resource wants to stay where it runs",
        "0; 1 for the instances of a clone",
        note="INFINITY never lets it go back, whatever locations say",
        unreadable="0",
    ),
    Option(
        R,
        "requires",
        Type.WORD,
        "what must be settled before the resource may start",
        "unfencing if the cluster uses it; else fencing, or quorum where fencing is off; quorum for"
        " fence devices",
        words=("nothing", "quorum", "fencing", "unfencing"),
        note="nothing starts it in every part of a split cluster",
    ),
    _THRESHOLD._replace(until="2.1.10", unreadable="0; a negative number counts as 1"),
    _THRESHOLD._replace(since="2.1.10", until="3.0", unreadable=""),
    _THRESHOLD._replace(since="3.0"),
    Option(
        R,
        "failure-timeout",
        Type.INTERVAL,
        "failures that are older are forgotten; 0: never",
        "0",
        unreadable="0",
        note="looked at every cluster-recheck-interval at the latest",
    ),
    Option(
        R,
        "multiple-active",
        Type.WORD,
        "what to do when the resource is found running on several nodes",
        "stop_start",
        words=("block", "stop_only", "stop_start", "stop_unexpected"),
    ),
    Option(
        R,
        "allow-migrate",
        Type.BOOLEAN,
        "move the resource without stopping it; the agent needs migrate_to and migrate_from",
        "false; true for ocf:pacemaker:remote",
        unreadable="false",
    ),
    Option(
        R,
        "allow-unhealthy-nodes",
        Type.BOOLEAN,
        "the resource may run on nodes that are not healthy",
        "false",
        since="2.1.3",
    ),
    Option(
        R,
        "container-attribute-target",
        Type.TEXT,
        "host: attributes of a resource in a bundle are set on the node, not on the container",
    ),
    Option(
        R,
        "remote-node",
        Type.TEXT,
        "the resource is a virtual machine or container that is a node of this name itself",
        note="the name must be of no other node or resource",
    ),
    Option(R, "remote-addr", Type.TEXT, "address of the guest node", "its name"),
    Option(R, "remote-port", Type.PORT, "port of pacemaker-remoted in the guest node", "3121"),
    Option(
        R,
        "remote-connect-timeout",
        Type.TIMEOUT,
        "how long to wait for the connection to the guest node",
        "60s",
    ),
    Option(
        R,
        "remote-allow-migrate",
        Type.BOOLEAN,
        "the connection of the guest node moves with it without a stop",
        "true",
        unreadable="false",
    ),
    Option(
        R,
        "restart-type",
        Type.WORD,
        "whether the resource restarts when one that it is ordered after does, though optionally",
        "ignore",
        words=("ignore", "restart"),
        until="3.0",
        deprecated="2.1",
        note="a kind on the order constraint says the same",
    ),
    Option(
        R,
        "provides",
        Type.TEXT,
        "unfencing: a fence device that turns nodes on before they may do anything",
        note="agents whose meta-data say it need no such attribute",
    ),
)

GROUP: tuple[Option, ...] = (
    Option(
        Place.GROUP,
        "ordered",
        Type.BOOLEAN,
        "members start one after the other",
        "true",
        deprecated="2.1",
        note="a resource set in constraints does the same",
    ),
    Option(
        Place.GROUP,
        "collocated",
        Type.BOOLEAN,
        "members run on one node",
        "true",
        deprecated="2.1",
        note="a resource set in constraints does the same",
    ),
    Option(
        Place.GROUP,
        "container",
        Type.TEXT,
        "the resource whose node the members run in",
        note="set by Pacemaker for guest nodes",
    ),
)

OPTIONS: tuple[Option, ...] = (*RESOURCE, *GROUP)
