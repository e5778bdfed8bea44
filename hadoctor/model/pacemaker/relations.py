"""What follows from orders and colocations together with groups, clones and sets: who waits for whom, and
who follows whom. What happens on loops was tried with crm_simulate of Pacemaker 2.1.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Colocation, Constraint, Member, Order, ResourceSet
from hadoctor.model.pacemaker.graph import Graph
from hadoctor.model.pacemaker.pacemaker import Pacemaker
from hadoctor.model.pacemaker.resources import PROMOTED, UNPROMOTED, Resource

Named = Callable[[str], tuple[Resource, ...]]


def orders(pacemaker: Pacemaker, modes: tuple[str, ...]) -> Graph:
    """What starts (or is promoted) before what, by the orders of some modes."""
    graph, named = Graph(), few(pacemaker)
    chosen = [order for order in pacemaker.orders if order.mode.lower() in modes]
    for one in _touched(chosen, named):
        graph.resource(one, "start", backwards=False)
        if one.kind not in ("primitive", "group"):
            for each in one.walk():
                graph.add((each.id, "start."), (each.id, "promote>"))
            graph.resource(one, "promote", backwards=False)
    for order in chosen:
        if order.sets:
            actions = {one.element.get("action") or "start" for one in order.sets}
            if actions <= {"start", "promote"}:
                _chain(graph, order, "action", named)
        elif order.first is not None and order.then is not None:
            _one_order(graph, order, order.first, order.then, named)
    return graph


def _touched(constraints: Iterable[Constraint], named: Named) -> Iterable[Resource]:
    """The outermost resources that some constraints name."""
    found: dict[str, Resource] = {}
    for constraint in constraints:
        for member in constraint.members():
            for resource in named(member.name):
                found.setdefault(resource.top.id, resource.top)
    return found.values()


class Graphs:
    """The graphs of a configuration, each made when it is first asked for."""

    def __init__(self, pacemaker: Pacemaker) -> None:
        self._pacemaker = pacemaker

    @cached_property
    def in_time(self) -> Graph:
        """By all orders."""
        return orders(self._pacemaker, ("mandatory", "optional", "serialize"))

    @cached_property
    def mandatory(self) -> Graph:
        """By the orders that always hold."""
        return orders(self._pacemaker, ("mandatory",))

    @cached_property
    def together(self) -> Graph:
        """By colocations of INFINITY."""
        return dependencies(self._pacemaker)

    @cached_property
    def near(self) -> Graph:
        """By colocations of any score above 0."""
        return dependencies(self._pacemaker, 1)


def before(graph: Graph, first: Resource, then: Resource) -> bool | None:
    """Whether a resource is started or promoted before another is."""
    return graph.reaches(
        ((first.id, "start."), (first.id, "promote.")),
        # Also where the order is for a promotion that there is not: somebody thought of it.
        ((then.id, "start>"), *((outer.id, "promote>") for outer in then.lineage)),
    )


def dependencies(pacemaker: Pacemaker, least: int = values.INFINITY) -> Graph:
    """What must be where what else is, by colocations of INFINITY; or should, by those of a score from
    `least` on."""
    graph, named = Graph(), few(pacemaker)
    chosen = [
        one
        for one in pacemaker.colocations
        if (one.score or -1) >= least and not one.element.get("node-attribute")
    ]
    for one in _touched(chosen, named):
        graph.resource(one, "stay", backwards=True)
    for colocation in chosen:
        for dependent, primary in pairs(colocation):
            if _apart(dependent.role) or _apart(primary.role):
                continue
            graph.between(
                ((r.id, "stay.") for r in named(dependent.name)),
                ((r.id, "stay>") for r in named(primary.name)),
                colocation,
            )
    return graph


def depends(graph: Graph, dependent: Resource, primary: Resource) -> bool | None:
    """Whether a resource is to be where another is."""
    return graph.reaches(((dependent.id, "stay."),), ((primary.id, "stay>"),))


MOST_MEMBERS = 200
MOST_PAIRS = 2000
"""A set with more neighbours than this is not written out in pairs."""


def pairs(constraint: Colocation | Order) -> Iterator[tuple[Member, Member]]:
    """The pairs of a constraint; none where large sets would make too many."""
    sizes = [sum(1 for _ in one.element.all("resource_ref")) for one in constraint.sets]
    if sum(a * b for a, b in pairwise(sizes)) <= MOST_PAIRS:
        yield from constraint.pairs()


def few(pacemaker: Pacemaker) -> Named:
    """What a name means; nothing for a tag with more members than anybody ties together."""

    def named(name: str) -> tuple[Resource, ...]:
        found = pacemaker.named(name)
        return found if len(found) <= MOST_MEMBERS else ()

    return named


def _one_order(graph: Graph, order: Order, first: Member, then: Member, named: Named) -> None:
    action = (first.role or "start").lower()
    after = (then.role or action).lower()
    ones, others = named(first.name), named(then.name)
    if action == after == "stop" and order.symmetrical:
        ones, others, action, after = others, ones, "start", "start"
    if action not in ("start", "promote") or after not in ("start", "promote"):
        return
    _after(graph, order, (ones, action), (others, after))


def _chain(graph: Graph, order: Order, attribute: str, named: Named) -> None:
    """The sets of an order, one after the other."""
    last: tuple[Iterable[Resource], str] | None = None
    for one in order.sets:
        phase = (one.element.get(attribute) or "start").lower()
        rows = [named(member.name) for member in one.members(attribute)]
        rows = [row for row in rows if row]
        if not rows:
            continue
        if one.sequential:
            for row, other in pairwise(rows):
                _after(graph, order, (row, phase), (other, phase))
        entered, left = _edges(one, rows)
        if last is not None:
            _after(graph, order, last, (entered, phase))
        last = (left, phase)


def _after(
    graph: Graph,
    order: Order,
    first: tuple[Iterable[Resource], str],
    then: tuple[Iterable[Resource], str],
) -> None:
    """Resources in a phase of theirs after others in one; but that a group or clone starts before its
    own members makes no loop."""
    (ones, action), (others, after) = first, then
    around = {outer.id for other in others for outer in other.lineage if outer is not other}
    graph.between(
        ((one.id, action + ".") for one in ones if one.id not in around),
        ((other.id, after + ">") for other in others),
        order,
    )


def _edges(
    one: ResourceSet, rows: list[tuple[Resource, ...]]
) -> tuple[Iterable[Resource], Iterable[Resource]]:
    """What of a set comes first, and what last."""
    if one.sequential:
        return rows[0], rows[-1]
    every = [resource for row in rows for resource in row]
    return every, every


def _apart(role: str | None) -> bool:
    return (role or "").lower() in (*UNPROMOTED, "stopped")


def is_promoted(role: str | None) -> bool:
    return (role or "").lower() in PROMOTED
