"""corosync.conf, the same for all nodes."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.generate.description import Description, Node

Lines = Iterator[str]


def corosync_conf(cluster: Description) -> str:
    return "\n".join([*_totem(cluster), *_nodelist(cluster), *_quorum(cluster), *_LOGGING, ""])


def _totem(cluster: Description) -> Lines:
    yield "# The same file on all nodes; a change gets a higher config_version, and is copied to all of them."
    yield "totem {"
    yield "    version: 2"
    yield f"    cluster_name: {cluster.name}"
    yield f"    config_version: {cluster.config_version}"
    yield f"    transport: {cluster.transport}"
    if cluster.encrypted:
        yield "    crypto_cipher: aes256"
        yield "    crypto_hash: sha256"
    elif cluster.transport == "knet":
        yield "    crypto_cipher: none"
        yield "    crypto_hash: none"
    yield "}"
    yield ""


def _nodelist(cluster: Description) -> Lines:
    yield "nodelist {"
    for node in cluster.nodes:
        yield from _node(node)
    yield "}"
    yield ""


def _node(node: Node) -> Lines:
    yield "    node {"
    yield f"        name: {node.name}"
    yield f"        nodeid: {node.id}"
    for link, literal in enumerate(node.addresses):
        yield f"        ring{link}_addr: {literal}"
    yield "    }"


def _quorum(cluster: Description) -> Lines:
    yield "quorum {"
    yield "    provider: corosync_votequorum"
    count = len(cluster.nodes)
    if cluster.device:
        votes = 1 if cluster.device.algorithm == "ffsplit" else count - 1
        yield "    device {"
        yield "        model: net"
        yield f"        votes: {votes}"
        yield "        net {"
        yield f"            host: {cluster.device.host}"
        yield f"            algorithm: {cluster.device.algorithm}"
        yield "        }"
        yield "    }"
    elif count == 2:
        # It brings wait_for_all with it: after a stop of both, neither starts alone.
        yield "    two_node: 1"
    elif count % 2 == 0:
        yield "    auto_tie_breaker: 1"
        yield "    auto_tie_breaker_node: lowest"
        yield "    wait_for_all: 1"
    yield "}"
    yield ""


_LOGGING = (
    "logging {",
    "    to_syslog: yes",
    "    to_logfile: yes",
    "    logfile: /var/log/corosync/corosync.log",
    "    timestamp: on",
    "}",
)
