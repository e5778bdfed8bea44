"""What differs between two states: what moved, and what does not run any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import Resource
from hadoctor.verdict.state import Placed, State
from hadoctor.verdict.types import Move


def moves(before: State, after: State, pacemaker: Pacemaker) -> tuple[Move, ...]:
    """A group that moves as a whole is one move, under its own name."""
    ways: dict[tuple[object, ...], dict[str, Move]] = {}
    for move in _moves(before, after, pacemaker):
        ways.setdefault(move[1:], {})[move.resource] = move
    return tuple(
        same[id_]._replace(resource=name)
        for same in ways.values()
        for name, id_ in together(same, pacemaker).items()
    )


def _moves(before: State, after: State, pacemaker: Pacemaker) -> Iterator[Move]:
    for id_, old, new in _pairs(before, after, pacemaker):
        gained = tuple(node for node in new.nodes if node not in old.nodes)
        if gained and old.nodes:
            yield Move(id_, tuple(n for n in old.nodes if n not in new.nodes), gained)
        promoted = tuple(node for node in new.promoted if node not in old.promoted)
        if promoted and old.promoted and promoted != gained:
            yield Move(id_, (), promoted, promoted=True)


def stopped(before: State, after: State, pacemaker: Pacemaker) -> Iterator[tuple[str, bool]]:
    """The resources of which nothing runs any more, and (True) those that nobody promotes any more."""
    now = totals(after, pacemaker)
    for id_, old in totals(before, pacemaker).items():
        new = now.get(id_, Placed())
        if old.nodes and not new.nodes:
            yield id_, False
        elif old.promoted and not new.promoted:
            yield id_, True


def totals(state: State, pacemaker: Pacemaker) -> dict[str, Placed]:
    """Where each configured resource runs, all its copies together: primitives, and of bundles all
    their containers."""
    found: dict[str, Placed] = {}
    for id_, placed in state.placed.items():
        resource = resource_of(id_, pacemaker)
        name = state.bundles.get(id_) if resource is None else resource.id
        if name is not None:
            before = found.get(name, Placed())
            found[name] = Placed(before.nodes + placed.nodes, before.promoted + placed.promoted)
    return found


def _pairs(
    before: State, after: State, pacemaker: Pacemaker
) -> Iterator[tuple[str, Placed, Placed]]:
    """Every resource but the fence devices, before and after."""
    for id_, old in before.placed.items():
        resource = resource_of(id_, pacemaker)
        node = before.nodes.get(id_)
        if resource is not None and resource.is_fencing:
            continue
        # The connection to a guest comes and goes with the guest.
        if node is None or node.guest_of is None:
            yield id_, old, after.placed.get(id_, Placed())


def resource_of(id_: str, pacemaker: Pacemaker) -> Resource | None:
    """The configured resource that a copy is of; None for what a bundle brings with it."""
    found = pacemaker.resources.get(id_)
    return found if found is not None else pacemaker.resources.get(id_.rpartition(":")[0])


def together(ids: Iterable[str], pacemaker: Pacemaker) -> dict[str, str]:
    """The ids by the names under which to speak of them: a group or bundle instead of all that is in
    it. Of each name one id is kept, the first."""
    kept = dict.fromkeys(ids)
    found: dict[str, str] = {}
    for id_ in kept:
        resource = pacemaker.resources.get(id_)
        name = id_
        for one in resource.lineage if resource is not None else ():
            inside = [p.id for p in one.primitives()]
            as_one = one.kind == "group" and all(i in kept for i in inside)
            if as_one or (one.kind == "bundle" and one.id in kept):
                name = one.id
        found.setdefault(name, id_)
    return found


def without(state: State, lost: str) -> State:
    """The state when a node is gone and nothing is done about it, with all guests on it."""
    gone = {lost}
    gone |= {
        node.name
        for node in state.nodes.values()
        if node.guest_of is not None and lost in state.placed.get(node.guest_of, Placed()).nodes
    }
    placed = {
        id_: one._replace(
            nodes=tuple(n for n in one.nodes if n not in gone),
            promoted=tuple(n for n in one.promoted if n not in gone),
        )
        for id_, one in state.placed.items()
    }
    nodes = {
        name: node._replace(online=node.online and name not in gone)
        for name, node in state.nodes.items()
    }
    return state._replace(placed=placed, nodes=nodes)
