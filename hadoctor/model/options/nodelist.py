"""`nodelist.node`: the nodes of the cluster."""

from __future__ import annotations

from hadoctor.model.option import Kind, Option

MANUAL = "corosync.conf(5)"

OPTIONS: tuple[Option, ...] = (
    Option(
        "nodelist.node.ringX_addr",
        Kind.ADDRESS,
        "address or host name of the node on ring X, 0 or 1",
        until="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.ringX_addr",
        Kind.ADDRESS,
        "address or host name of the node on link X; knet takes links 0 to 7, others only 0",
        since="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.nodeid",
        Kind.U32,
        "id of the node; with IPv4 it can be left to the daemon",
        default="generated from ring0_addr",
        until="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.nodeid",
        Kind.U32,
        "id of the node, not the same twice; knet requires it",
        default="udp and udpu: generated from ring0_addr",
        since="3.0",
        until="3.1.11",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.nodeid",
        Kind.U32,
        "id of the node, not the same twice; required",
        low=1,
        high=65535,
        since="3.1.11",
        reloadable=True,
        source="daemon",
    ),
    Option(
        "nodelist.node.name",
        Kind.TEXT,
        "name of the node, for programs such as Pacemaker",
        until="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.name",
        Kind.TEXT,
        "name of the node, by which a node finds itself; required with more than one link",
        since="3.0",
        reloadable=True,
        source=MANUAL,
    ),
    Option(
        "nodelist.node.quorum_votes",
        Kind.U32,
        "how many votes the node has",
        default="1",
        reloadable=True,
        source="votequorum(5)",
    ),
)
