"""What crm_simulate prints (its XML output, from Pacemaker 2.1 on): where everything runs in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hadoctor.verdict.simulate import SchedulerError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROMOTED = ("Promoted", "Master")
_REPLICA = "replica"


class NodeState(NamedTuple):
    name: str
    online: bool
    unclean: bool
    """Lost, and not fenced yet."""
    guest_of: str | None
    """Of a guest node: the resource that it runs in."""


class Placed(NamedTuple):
    """Where a resource runs, all its copies together."""

    nodes: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()
    managed: bool = True


class State(NamedTuple):
    nodes: dict[str, NodeState]
    placed: dict[str, Placed]
    """By id; a copy that has an id of its own is one of these: `p:0`, `web-docker-1`."""
    bundles: dict[str, str]
    """The containers of bundles, and which bundle each is of."""
    moving: bool
    """Whether there was still something to do."""
    fenced: frozenset[str]
    """The nodes that were fenced on the way."""
    reasons: dict[str, str]
    """What the scheduler itself says about a resource that it does not start."""
    eligible: dict[str, tuple[str, ...]]
    """For each resource that was given to nodes: those on which it could run."""

    @property
    def online(self) -> tuple[str, ...]:
        """The nodes that can run resources, without the guests inside bundles."""
        containers = self.bundles
        return tuple(
            n.name for n in self.nodes.values() if n.online and n.guest_of not in containers
        )


def read(out: bytes) -> State:
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(out)
    except ElementTree.ParseError:
        raise SchedulerError(
            "this crm_simulate prints no XML; that of Pacemaker 2.1 does"
        ) from None
    end = root.find("revised_cluster_status")
    if end is None:
        raise SchedulerError("crm_simulate says nothing about how it ends")
    actions = list(root.iterfind("actions/*"))
    nodes = {node.name: node for node in map(_node, end.iterfind("nodes/node"))}
    return State(
        nodes=nodes,
        placed=_placed(end, {name for name, node in nodes.items() if node.online}),
        bundles=dict(_containers(end)),
        moving=any(one.get("blocked") != "true" for one in actions),
        fenced=frozenset(
            one.get("target", "") for one in root.iterfind("transition/fencing_action")
        ),
        reasons={
            _base(one.get("resource", "")): one.get("reason", "")
            for one in actions
            if one.get("reason") and one.get("resource")
        },
        eligible=_eligible(root),
    )


def _node(element: Element) -> NodeState:
    return NodeState(
        element.get("name", ""),
        element.get("online") == "true" and element.get("pending") != "true",
        element.get("unclean") == "true",
        element.get("id_as_resource"),
    )


def _placed(end: Element, online: set[str]) -> dict[str, Placed]:
    """Of a bundle's replica only the container and the resource in it: the address and the connection
    go with the container. What is taken to be active still on a lost node does not run."""
    found: dict[str, Placed] = {}
    hidden = _hidden(end)
    for element in end.iterfind("resources//resource"):
        if element in hidden or element.get("orphaned") == "true":
            continue
        id_ = element.get("id", "")
        before = found.get(id_, Placed())
        where = (node.get("name", "") for node in element.iterfind("node"))
        nodes = tuple(name for name in where if name in online)
        if element.get("active") != "true":
            nodes = ()
        found[id_] = Placed(
            before.nodes + nodes,
            before.promoted + (nodes if element.get("role") in PROMOTED else ()),
            before.managed and element.get("managed") != "false",
        )
    return found


def _hidden(end: Element) -> set[Element]:
    return {
        one
        for bundle in end.iterfind("resources/bundle")
        for replica in bundle.iterfind(_REPLICA)
        for one in replica.iterfind("resource")
        if one.get("id") in _around(bundle.get("id", ""), replica.get("id", ""), one)
    }


def _around(bundle: str, number: str, resource: Element) -> tuple[str, ...]:
    """The names that a replica's connection and address have."""
    own = resource.get("id", "")
    address = own if own.startswith(f"{bundle}-ip-") else ""
    return f"{bundle}-{number}", address


def _containers(end: Element) -> Iterator[tuple[str, str]]:
    for bundle in end.iterfind("resources/bundle"):
        id_ = bundle.get("id", "")
        for replica in bundle.iterfind(_REPLICA):
            container = f"{id_}-{bundle.get('type')}-{replica.get('id')}"
            yield container, id_


def _eligible(root: Element) -> dict[str, tuple[str, ...]]:
    """The scores are printed more than once; the last ones are those that decided."""
    scores: dict[str, dict[str, str]] = {}
    for one in root.iterfind("allocations/node_weight"):
        here = scores.setdefault(one.get("id", ""), {})
        here[one.get("node", "")] = one.get("score", "")
    return {
        id_: tuple(node for node, score in here.items() if not score.startswith("-"))
        for id_, here in scores.items()
    }


def _base(id_: str) -> str:
    """Copies without ids of their own are numbered in the list of actions: `db:0`."""
    name, _, number = id_.rpartition(":")
    return name if name and number.isdecimal() else id_
