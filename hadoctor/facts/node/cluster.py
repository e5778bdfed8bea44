"""The state of the cluster as Pacemaker sees it on this node, by `crm_mon -1r --output-as=xml`."""

from __future__ import annotations

from typing import NamedTuple


class NodeState(NamedTuple):
    name: str
    online: bool
    standby: bool = False
    maintenance: bool = False
    pending: bool = False
    """It is about to join, or does not get beyond that."""
    unclean: bool = False
    """Nobody knows what it is doing: it has to be fenced."""
    type: str = "member"
    """member, remote, ping or unknown."""
    feature_set: str = ""
    id: str = ""


class ResourceState(NamedTuple):
    """One instance of a primitive."""

    id: str
    """An instance of a unique clone has its number behind it: `ping:1`."""
    agent: str
    role: str
    """Stopped, Started, Promoted (Master), Unpromoted (Slave), Starting, Stopping …"""
    nodes: tuple[str, ...] = ()
    """Where it is active."""
    target_role: str = ""
    """As configured; empty: to be started."""
    orphaned: bool = False
    blocked: bool = False
    managed: bool = True
    failed: bool = False
    ignored: bool = False
    """A failure of it is ignored as configured."""
    around: str = ""
    """What it is in: group, clone, bundle; the innermost. Empty at the top."""
    parents: tuple[str, ...] = ()
    """The ids of what it is in, the outermost first."""
    disabled: bool = False
    """Whether what it is in is not to be started."""

    @property
    def active(self) -> bool:
        return bool(self.nodes)

    @property
    def copied(self) -> bool:
        """Whether it is an instance of a clone or of a bundle."""
        return self.around in ("clone", "bundle") or len(self.parents) > 1


class Failure(NamedTuple):
    """An action that failed, as long as nobody has cleaned it up."""

    resource: str
    task: str
    node: str
    code: int
    """The exit code of the agent (OCF)."""
    meaning: str = ""
    """In Pacemaker's words: not installed …"""
    reason: str = ""
    """What the agent says."""
    status: str = "complete"
    """complete, Timed Out, Error …"""
    interval: int = 0
    """In milliseconds; 0 for what does not recur."""
    when: str = ""
    """As crm_mon writes the time."""


class FailCount(NamedTuple):
    """How often a resource has failed on a node. INFINITY is 1000000."""

    resource: str
    node: str
    failures: int
    threshold: int = 0
    """migration-threshold; 0: none."""


class Ban(NamedTuple):
    """A location constraint of -INFINITY."""

    id: str
    resource: str
    node: str


class ClusterState(NamedTuple):
    dc: str
    """The name of the designated controller; empty where there is none."""
    quorate: bool = True
    mixed: bool = False
    """Whether the nodes run different releases of Pacemaker, as the DC sees it."""
    maintenance: bool = False
    fencing: bool = True
    stopped: bool = False
    """stop-all-resources."""
    no_quorum_policy: str = "stop"
    nodes: tuple[NodeState, ...] = ()
    resources: tuple[ResourceState, ...] = ()
    failures: tuple[Failure, ...] = ()
    fail_counts: tuple[FailCount, ...] = ()
    bans: tuple[Ban, ...] = ()
    pending: tuple[str, ...] = ()
    """Resources of which an operation goes on just now."""

    @property
    def sure(self) -> frozenset[str]:
        """The nodes of which the cluster knows what they do."""
        return frozenset(n.name for n in self.nodes if n.online and not n.unclean)

    def name_of(self, nodeid: int) -> str | None:
        """What Pacemaker calls the node that has an id in corosync: the nodelist may have no names."""
        return next((n.name for n in self.nodes if nodeid and n.id == str(nodeid)), None)
