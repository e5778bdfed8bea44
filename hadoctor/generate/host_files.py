"""/etc/hosts and the time service, as far as the cluster needs them."""

from __future__ import annotations

from hadoctor.generate.description import Description


def hosts(cluster: Description) -> str:
    """The lines of the nodes, with their addresses on link 0."""
    lines = [f"{node.addresses[0]}\t{node.name}" for node in cluster.nodes]
    return "\n".join(["127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost", *lines, ""])


def chrony(cluster: Description) -> str:
    """The whole chrony.conf; where no servers are named, the host keeps its own."""
    sources = [f"server {name} iburst" for name in cluster.time_servers]
    return "\n".join(
        [
            *sources,
            "driftfile /var/lib/chrony/chrony.drift",
            "# Steps only right after the start; later the clock is slewed: a step disturbs the cluster.",
            "makestep 1.0 3",
            "rtcsync",
            "",
        ]
    )
