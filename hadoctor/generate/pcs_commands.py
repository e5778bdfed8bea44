"""The same as the crm script, as commands of pcs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from hadoctor.generate.crm_script import (
    ADDRESS_AGENT,
    address_operations,
    address_parameters,
    defaults,
    fence_parameters,
    operations,
    properties,
)
from hadoctor.generate.description import Description

Pairs = list[tuple[str, str]]


def pcs_commands(cluster: Description) -> str:
    head = [
        "#!/bin/sh",
        f"# Cluster {cluster.name}, by pcs: once, on one node, when all nodes are online.",
        "# `sh cluster.pcs.sh -f FILE` works on a file in place of the cluster (pcs cluster cib FILE).",
        "set -eu",
    ]
    lines = [f'pcs "$@" {shlex.join(words)}' for words in commands(cluster)]
    return "\n".join([*head, *lines, ""])


def commands(cluster: Description) -> Iterator[list[str]]:
    # The cluster's name is what pcs lets nobody set.
    settings = [pair for pair in properties(cluster).items() if pair[0] != "cluster-name"]
    yield ["property", "set", *_pairs(settings)]
    yield ["resource", "defaults", "update", *_pairs(list(defaults().items()))]
    if cluster.fenced:
        for number, node in enumerate(cluster.nodes):
            yield [
                *("stonith", "create", f"fence-{node.name}", cluster.fencing.agent),
                *_pairs(fence_parameters(cluster, number)),
                *("op", "monitor", "interval=60s", "timeout=60s"),
            ]
    for one in cluster.addresses:
        yield [
            *("resource", "create", one.name, ADDRESS_AGENT),
            *_pairs(address_parameters(one)),
            *_operations(address_operations()),
        ]
        for service in one.services:
            yield [
                *("resource", "create", service.name, service.agent),
                *_pairs(list(service.parameters)),
                *_operations(operations(service.agent)),
            ]
        if one.services:
            names = [service.name for service in one.services]
            yield ["resource", "group", "add", one.group, one.name, *names]
    if cluster.fenced:
        for node in cluster.nodes:
            yield ["constraint", "location", f"fence-{node.name}", "avoids", node.name]


def _pairs(pairs: Pairs) -> list[str]:
    return [f"{key}={value}" for key, value in pairs]


def _operations(actions: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    for name, attributes in actions:
        yield from ("op", name, *_pairs(list(attributes.items())))
