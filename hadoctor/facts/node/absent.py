"""Which nodes are missing from the ring, or are in the ring and not in Pacemaker's cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hadoctor.facts.node.cluster import ClusterState
from hadoctor.facts.node.links import KnetLinks
from hadoctor.facts.node.running import RunningMap


class Absent(NamedTuple):
    name: str
    said: str
    """What is known of it."""
    line: str


class Half(NamedTuple):
    message: str
    line: str
    why: str
    grave: bool = True


def absent(running: RunningMap, links: KnetLinks | None) -> tuple[Absent, ...]:
    """The nodes of the nodelist that are no members. Those whose id is not known are left out."""
    members = {m.nodeid: m for m in running.members}
    found: list[Absent] = []
    # Nothing can be compared before the daemon knows at least itself.
    for node in running.nodes if running.joined else ():
        if node.nodeid and node.nodeid not in running.joined:
            left = members.get(node.nodeid)
            key = f"members.{node.nodeid}.status"
            line = next((running.line(k) for k in running.keys if k.endswith("." + key)), key)
            seen = "has left" if left else "has not been seen since corosync started here"
            text = f"{node.name} {seen}{_links(node.nodeid, links)}"
            found.append(Absent(node.name, text, line))
    return tuple(found)


def _links(nodeid: int, links: KnetLinks | None) -> str:
    own = [one for one in links.links if one.nodeid == nodeid] if links is not None else []
    if not own:
        return ""
    up = [str(one.link) for one in own if one.connected]
    if not up:
        return ", and no link to it is connected"
    return f", although link {', '.join(up)} to it is connected"


def half(running: RunningMap, cluster: ClusterState) -> Iterator[Half]:
    """What keeps nodes of the ring from being members in full. Remote nodes are left out; without
    quorum all others are unclean, and that says nothing of them."""
    joined = {str(nodeid) for nodeid in running.joined}
    members = [n for n in cluster.nodes if n.type == "member"]
    for node in members:
        if node.unclean and cluster.quorate:
            yield Half(
                f"node '{node.name}' is unclean: it has to be fenced",
                f'name="{node.name}" unclean="true"',
                "what it runs is not recovered until it is certain that it is off",
            )
        elif node.pending:
            yield Half(
                f"node '{node.name}' is pending: it has not joined Pacemaker's cluster yet",
                f'name="{node.name}" pending="true"',
                "it runs no resources",
                grave=False,
            )
        elif not node.online and node.id in joined:
            yield Half(
                f"node '{node.name}' is a member of corosync's ring, and Pacemaker is not there",
                f'name="{node.name}" online="false"',
                "Pacemaker does not run on it, or cannot join: it runs no resources",
            )
    if not cluster.dc:
        yield Half(
            "Pacemaker has no designated controller (DC)",
            '<current_dc present="false"/>',
            "nobody decides what runs where; after a start it takes up to dc-deadtime",
        )
    # Pacemaker keeps what a node says of its release as a transient attribute, which is gone while it joins
    # and after the halves of a cluster have met again; crm_mon shows "<3.15.1" then, and a mixed cluster.
    # Releases older than that never say theirs: nothing is said of them here.
    sets = sorted({n.feature_set for n in members if n.online and n.feature_set[:1].isdigit()})
    silent = any(n.pending or (n.online and n.feature_set.startswith("<")) for n in members)
    if len(sets) > 1 or (cluster.mixed and not silent):
        of_which = f" (feature sets {', '.join(sets)})" if len(sets) > 1 else ""
        yield Half(
            f"the nodes run different releases of Pacemaker{of_which}",
            'mixed_version="true"',
            "only for the time of an upgrade: a node that leaves may not be able to join again",
            grave=False,
        )
