"""What Pacemaker runs, for `crm configure load`."""

from __future__ import annotations

from collections.abc import Iterator

from hadoctor.generate.description import Description, Floating, Service

Lines = Iterator[str]
MONITOR = {
    "systemd": ("60s", "100s"),
    "ocf": ("20s", "30s"),
    "lsb": ("30s", "60s"),
    "service": ("60s", "100s"),
}
"""Interval and timeout by class; systemd answers slowly under load."""
ADDRESS_AGENT = "ocf:heartbeat:IPaddr2"
DELAY = "5s"
"""Of the fencing of the first node: when two nodes lose each other, both must not be fenced."""


def properties(cluster: Description) -> dict[str, str]:
    # Pacemaker has changed the name.
    name = "fencing" if cluster.targets.pacemaker.since("3.0.2") else "stonith"
    found = {f"{name}-enabled": "true" if cluster.fenced else "false"}
    # Pacemaker writes it once, and keeps that of the cluster that was here before.
    found["cluster-name"] = cluster.name
    return {**found, "no-quorum-policy": "stop", "start-failure-is-fatal": "false"}


def defaults() -> dict[str, str]:
    return {
        "resource-stickiness": "100",
        "migration-threshold": "3",
        "failure-timeout": "10min",
    }


def fence_parameters(cluster: Description, number: int) -> list[tuple[str, str]]:
    """Of the device that fences a node."""
    node = cluster.nodes[number]
    given = dict(cluster.fencing.of(node.name))
    found = [("pcmk_host_list", node.name), *given.items()]
    alone = len(cluster.nodes) == 2 and cluster.device is None
    if number == 0 and alone and "pcmk_delay_base" not in given:
        found.append(("pcmk_delay_base", DELAY))
    return list(dict(found).items())


def address_parameters(one: Floating) -> list[tuple[str, str]]:
    found = [("ip", str(one.address))]
    if one.prefix is not None:
        found.append(("cidr_netmask", str(one.prefix)))
    return [*found, ("nic", one.nic)] if one.nic else found


def operations(agent: str) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of what is done with a resource."""
    kind = agent.partition(":")[0]
    interval, timeout = MONITOR.get(kind, ("30s", "60s"))
    whole = "100s" if kind in ("systemd", "service") else "60s"
    return [
        ("monitor", {"interval": interval, "timeout": timeout}),
        ("start", {"interval": "0s", "timeout": whole}),
        ("stop", {"interval": "0s", "timeout": whole}),
    ]


def address_operations() -> list[tuple[str, dict[str, str]]]:
    return [
        ("monitor", {"interval": "10s", "timeout": "20s"}),
        ("start", {"interval": "0s", "timeout": "20s"}),
        ("stop", {"interval": "0s", "timeout": "20s"}),
    ]


def crm_script(cluster: Description) -> str:
    lines = [
        f"# Cluster {cluster.name}: crm configure load update cluster.crm, once, on one node,",
        "# when all nodes are online.",
    ]
    if cluster.fenced:
        for number, node in enumerate(cluster.nodes):
            lines += _primitive(
                f"fence-{node.name}",
                f"stonith:{cluster.fencing.agent}",
                fence_parameters(cluster, number),
                [("monitor", {"interval": "60s", "timeout": "60s"})],
            )
    for one in cluster.addresses:
        lines += _floating(one)
    if cluster.fenced:
        lines += [
            f"location fence-{node.name}-elsewhere fence-{node.name} -inf: {node.name}"
            for node in cluster.nodes
        ]
    lines += _settings("property cib-bootstrap-options:", properties(cluster))
    lines += _settings("rsc_defaults rsc-options:", defaults())
    return "\n".join([*lines, ""])


def _floating(one: Floating) -> Lines:
    yield from _primitive(one.name, ADDRESS_AGENT, address_parameters(one), address_operations())
    for service in one.services:
        yield from _service(service)
    if one.services:
        members = " ".join((one.name, *(service.name for service in one.services)))
        yield f"group {one.group} {members}"


def _service(service: Service) -> Lines:
    yield from _primitive(
        service.name, service.agent, list(service.parameters), operations(service.agent)
    )


def _primitive(
    name: str,
    agent: str,
    parameters: list[tuple[str, str]],
    actions: list[tuple[str, dict[str, str]]],
) -> Lines:
    parts = [f"primitive {name} {agent}"]
    if parameters:
        parts.append("params " + " ".join(f"{key}={_quoted(value)}" for key, value in parameters))
    for action, attributes in actions:
        words = " ".join(f"{key}={value}" for key, value in attributes.items())
        parts.append(f"op {action} {words}")
    yield " \\\n    ".join(parts)


def _settings(head: str, pairs: dict[str, str]) -> Lines:
    yield " \\\n    ".join([head, *(f"{key}={value}" for key, value in pairs.items())])


def _quoted(value: str) -> str:
    return value if value.replace(".", "").replace("-", "").isalnum() else f'"{value}"'
