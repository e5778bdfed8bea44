"""Points and the ways between them: what waits for what, and where that goes in a circle.

A resource is entered and left: a group is left when its last member is, so an order `group then web`
leads from the way out of the group to the way in of `web`. The same picture serves colocations, with
the members of a group the other way round: the later depends on the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.model.pacemaker.constraints import Constraint
from hadoctor.model.pacemaker.resources import Resource

FAR = 500
"""So many points are looked at in the search for a way between two resources."""

Point = tuple[str, str]
"""A resource's id and what of it: the name of a phase with `>` for its beginning, `.` for its end."""


class Step(NamedTuple):
    """One way between two points; without a constraint it lies in a resource."""

    to: Point
    constraint: Constraint | None


class Loop(NamedTuple):
    """A circle: the resources in the order of the way, and the constraints that make it."""

    resources: tuple[str, ...]
    constraints: tuple[Constraint, ...]


class Graph:
    """Points and the ways between them."""

    def __init__(self) -> None:
        self.ways: dict[Point, list[Step]] = {}
        self._sets = 0

    def add(self, start: Point, end: Point, constraint: Constraint | None = None) -> None:
        self.ways.setdefault(start, []).append(Step(end, constraint))
        self.ways.setdefault(end, [])

    def reaches(self, starts: Iterable[Point], ends: Iterable[Point]) -> bool | None:
        """Whether a way leads from one of some points to one of others; None if it would be long."""
        wanted = set(ends)
        seen = set(starts)
        todo = list(seen)
        while todo:
            here = todo.pop()
            if here in wanted:
                return True
            if len(seen) > FAR:
                return None
            for step in self.ways.get(here, ()):
                if step.to not in seen:
                    seen.add(step.to)
                    todo.append(step.to)
        return False

    def loops(self) -> Iterator[Loop]:
        """One circle of every knot of the graph, a short one."""
        for knot in _knots(self.ways):
            inside = set(knot)
            made = (
                (start, step)
                for start in knot
                for step in self.ways[start]
                if step.constraint is not None and step.to in inside
            )
            start, step = next(made, (None, None))
            if start is not None and step is not None:
                yield self._circle(start, step, inside)

    def _circle(self, start: Point, first: Step, inside: set[Point]) -> Loop:
        """The shortest circle that begins with a step."""
        came: dict[Point, tuple[Point, Constraint | None]] = {first.to: (start, first.constraint)}
        todo = [first.to]
        for here in todo:
            if here == start:
                break
            for step in self.ways[here]:
                if step.to in inside and step.to not in came:
                    came[step.to] = (here, step.constraint)
                    todo.append(step.to)
        points, constraints = [], []
        here = start
        while True:
            before, constraint = came[here]
            points.append(before)
            if constraint is not None:
                constraints.append(constraint)
            here = before
            if here == start:
                break
        names = [name for name, _ in reversed(points) if name]
        plain = [n for i, n in enumerate(names) if i == 0 or n != names[i - 1]]
        if len(plain) > 1 and plain[0] == plain[-1]:
            plain.pop()
        return Loop(tuple(plain), tuple(dict.fromkeys(reversed(constraints))))

    def resource(self, one: Resource, phase: str, *, backwards: bool) -> None:
        """The ways inside a resource that is no set: through its members, one by one or at once."""
        todo = [one]
        while todo:
            here = todo.pop()
            enter, leave = (here.id, phase + ">"), (here.id, phase + ".")
            if not here.children:
                self.add(enter, leave)
                continue
            todo += here.children
            children = here.children[::-1] if backwards else here.children
            if here.kind == "group" and _in_turn(
                here, "ordered" if not backwards else "collocated"
            ):
                for child, other in pairwise(children):
                    self.add((child.id, phase + "."), (other.id, phase + ">"))
                self.add(enter, (children[0].id, phase + ">"))
                self.add((children[-1].id, phase + "."), leave)
            else:
                for child in children:
                    self.add(enter, (child.id, phase + ">"))
                    self.add((child.id, phase + "."), leave)

    def between(
        self, left: Iterable[Point], entered: Iterable[Point], constraint: Constraint
    ) -> None:
        """Ways from all of some points to all of others."""
        left, entered = tuple(left), tuple(entered)
        if len(left) == 1 or len(entered) == 1:
            for start in left:
                for end in entered:
                    self.add(start, end, constraint)
            return
        self._sets += 1
        middle = ("", str(self._sets))
        for start in left:
            self.add(start, middle, constraint)
        for end in entered:
            self.add(middle, end, constraint)


def _in_turn(group: Resource, name: str) -> bool:
    setting = group.own_meta.get(name)
    return setting is None or values.boolean(setting.value or "") is not False


def _knots(ways: dict[Point, list[Step]]) -> Iterator[list[Point]]:
    """The strongly connected components of more than a point, and points with a way to themselves
    (Tarjan's algorithm, without recursion)."""
    number: dict[Point, int] = {}
    lowest: dict[Point, int] = {}
    stack: list[Point] = []
    waiting: set[Point] = set()
    for root in ways:
        if root in number:
            continue
        work = [(root, iter(ways[root]))]
        number[root] = lowest[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while work:
            here, steps = work[-1]
            for step in steps:
                if step.to not in number:
                    number[step.to] = lowest[step.to] = len(number)
                    stack.append(step.to)
                    waiting.add(step.to)
                    work.append((step.to, iter(ways[step.to])))
                    break
                if step.to in waiting:
                    lowest[here] = min(lowest[here], number[step.to])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[here])
                if lowest[here] == number[here]:
                    knot = []
                    while True:
                        point = stack.pop()
                        waiting.discard(point)
                        knot.append(point)
                        if point == here:
                            break
                    if len(knot) > 1 or any(step.to == here for step in ways[here]):
                        yield knot[::-1]
