"""Bundles: the attributes of their container, network and storage. `masters`, `rkt` and the like
of old releases are the schema's business."""

from __future__ import annotations

from hadoctor.model.pacemaker.option import Option, Place, Type

C = Place.CONTAINER
N = Place.NETWORK
P = Place.PORT_MAPPING
S = Place.STORAGE_MAPPING

_PROMOTED = Option(
    C,
    "promoted-max",
    Type.INTEGER,
    "containers whose resource may be promoted; above 0 the resource is promotable",
    "0",
)

OPTIONS: tuple[Option, ...] = (
    Option(C, "image", Type.TEXT, "the image of the container; needed"),
    Option(C, "replicas", Type.POSITIVE, "how many containers there are", "promoted-max, else 1"),
    Option(
        C,
        "replicas-per-host",
        Type.POSITIVE,
        "containers that may run on one node",
        "1",
        note="with control-port and without ip-range-start only 1 works",
    ),
    _PROMOTED._replace(legacy=("masters",), until="2.1.10"),
    _PROMOTED._replace(legacy=("masters",), legacy_warns=True, since="2.1.10", until="3.0"),
    _PROMOTED._replace(since="3.0"),
    Option(C, "network", Type.TEXT, "network of the container, as the container program takes it"),
    Option(
        C,
        "run-command",
        Type.TEXT,
        "what runs in the container",
        "pacemaker-remoted with a resource inside, else what the image says",
    ),
    Option(C, "options", Type.TEXT, "more options for the command that makes the container"),
    Option(
        N,
        "ip-range-start",
        Type.TEXT,
        "address of the first container; each further one gets the next",
        note="a resource inside needs this or control-port",
    ),
    Option(N, "control-port", Type.PORT, "port of pacemaker-remoted in the container", "3121"),
    Option(N, "host-netmask", Type.INTEGER, "length of the network of the addresses", "32"),
    Option(
        N,
        "host-interface",
        Type.TEXT,
        "interface of the node for the addresses",
        "the one that has the network",
    ),
    Option(N, "add-host", Type.BOOLEAN, "the containers' names go into their /etc/hosts", "true"),
    Option(P, "port", Type.PORT, "port on the address of the container"),
    Option(P, "internal-port", Type.PORT, "port inside the container", "port"),
    Option(P, "range", Type.TEXT, "ports from-to, the same inside and outside; instead of port"),
    Option(S, "source-dir", Type.TEXT, "path on the node"),
    Option(
        S,
        "source-dir-root",
        Type.TEXT,
        "path on the node below which each container has a directory of its own; instead of"
        " source-dir",
    ),
    Option(S, "target-dir", Type.TEXT, "path in the container"),
    Option(S, "options", Type.TEXT, "options of the mount: rw, ro, Z"),
)
