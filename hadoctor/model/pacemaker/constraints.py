"""Constraints: where resources may run, with which others, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from hadoctor.model.pacemaker import values
from hadoctor.source import Span
from hadoctor.syntax.element import Element

INFINITY = values.INFINITY


class Member(NamedTuple):
    """A resource (or tag, or template) that a constraint names, with the role or action there."""

    name: str
    element: Element
    """What names it: the constraint itself, or the `resource_ref` of a set."""
    attribute: str
    set: ResourceSet | None = None
    role: str | None = None
    """The role in a colocation, location or ticket; the action in an order."""
    role_attribute: str = ""

    @property
    def at(self) -> Span:
        return self.element.place(self.attribute)

    @property
    def role_at(self) -> Span:
        owner = self.element if self.set is None else self.set.element
        return owner.place(self.role_attribute)


class ResourceSet(NamedTuple):
    """A set of resources inside a constraint."""

    element: Element

    @property
    def sequential(self) -> bool:
        return values.boolean(self.element.get("sequential") or "true") is not False

    def members(self, attribute: str) -> Iterator[Member]:
        role = self.element.get(attribute)
        for reference in self.element.all("resource_ref"):
            yield Member(reference.id, reference, "id", self, role, attribute)


class Constraint:
    """One constraint of whatever kind; `kind` is its XML name."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.sets = tuple(ResourceSet(one) for one in element.all("resource_set"))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id})"

    @property
    def id(self) -> str:
        return self.element.id

    @property
    def kind(self) -> str:
        return self.element.tag

    @property
    def span(self) -> Span:
        return self.element.span

    @property
    def id_at(self) -> Span:
        return self.element.place("id")

    def members(self) -> Iterator[Member]:
        """All that it names, in the order of the text."""
        raise NotImplementedError

    def _one(self, name: str, role: str) -> Member | None:
        found = self.element.get(name)
        if found is None:
            return None
        return Member(found, self.element, name, None, self.element.get(role), role)

    @property
    def score_text(self) -> str | None:
        return self.element.get("score")

    @cached_property
    def score(self) -> int | None:
        """Its score, clipped to INFINITY; None where it has none or none that can be read."""
        text = self.score_text
        return None if text is None else values.score(text)


class Location(Constraint):
    """Where a resource prefers, needs or must not run."""

    def members(self) -> Iterator[Member]:
        one = self._one("rsc", "role")
        if one is not None:
            yield one
        for each in self.sets:
            yield from each.members("role")

    @property
    def pattern(self) -> str | None:
        """A regular expression for the names of the resources, instead of a name."""
        return self.element.get("rsc-pattern")

    @property
    def node(self) -> str | None:
        """The node that it is about; None where rules say so."""
        return self.element.get("node")

    @property
    def rules(self) -> tuple[Element, ...]:
        return tuple(self.element.all("rule"))

    @property
    def role(self) -> str | None:
        return self.element.get("role")

    @property
    def has_lifetime(self) -> bool:
        return self.element.first("lifetime") is not None


class Colocation(Constraint):
    """`rsc` depends on `with-rsc`; sets see `crm-configure` of the shell: in one set each depends on
    the one before it, between sets the earlier set depends on the later."""

    def members(self) -> Iterator[Member]:
        if self.dependent is not None:
            yield self.dependent
        if self.primary is not None:
            yield self.primary
        for one in self.sets:
            yield from one.members("role")

    @cached_property
    def dependent(self) -> Member | None:
        """What depends, in the form without sets."""
        return self._one("rsc", "rsc-role")

    @cached_property
    def primary(self) -> Member | None:
        """What it depends on, in the form without sets."""
        return self._one("with-rsc", "with-rsc-role")

    def pairs(self) -> Iterator[tuple[Member, Member]]:
        """Every dependency that it makes: (what depends, what it depends on)."""
        if self.dependent is not None and self.primary is not None:
            yield self.dependent, self.primary
        for one in self.sets:
            if one.sequential:
                members = list(one.members("role"))
                yield from ((b, a) for a, b in pairwise(members))
        for earlier, later in pairwise(self.sets):
            yield from _between(earlier, later, "role", earlier_end=0, later_end=-1)


class Order(Constraint):
    """`first` is started (or its action done) before `then`."""

    def members(self) -> Iterator[Member]:
        if self.first is not None:
            yield self.first
        if self.then is not None:
            yield self.then
        for one in self.sets:
            yield from one.members("action")

    @cached_property
    def first(self) -> Member | None:
        return self._one("first", "first-action")

    @cached_property
    def then(self) -> Member | None:
        return self._one("then", "then-action")

    @property
    def mode(self) -> str:
        """Mandatory, Optional or Serialize. An old `score` of 0 is Optional, another Mandatory."""
        kind = self.element.get("kind")
        if kind is not None:
            return kind
        return "Optional" if self.score == 0 else "Mandatory"

    @property
    def symmetrical(self) -> bool:
        text = self.element.get("symmetrical")
        if text is None:
            return self.mode != "Serialize"
        return values.boolean(text) is not False

    def pairs(self) -> Iterator[tuple[Member, Member]]:
        """Every (first, then) that it makes."""
        if self.first is not None and self.then is not None:
            yield self.first, self.then
        for one in self.sets:
            if one.sequential:
                members = list(one.members("action"))
                yield from pairwise(members)
        for earlier, later in pairwise(self.sets):
            yield from _between(earlier, later, "action", earlier_end=-1, later_end=0)


class Ticket(Constraint):
    """Resources that need a ticket of a multi-site cluster."""

    def members(self) -> Iterator[Member]:
        one = self._one("rsc", "rsc-role")
        if one is not None:
            yield one
        for each in self.sets:
            yield from each.members("role")

    @property
    def ticket(self) -> str:
        return self.element.get("ticket") or ""


def _between(
    earlier: ResourceSet, later: ResourceSet, attribute: str, *, earlier_end: int, later_end: int
) -> Iterator[tuple[Member, Member]]:
    """The members of two neighbouring sets that touch each other: of a sequential set one end, of
    another all."""
    ones = list(earlier.members(attribute))
    others = list(later.members(attribute))
    if earlier.sequential:
        ones = ones[earlier_end:][:1]
    if later.sequential:
        others = others[later_end:][:1]
    return ((a, b) for a in ones for b in others)


MAKE: dict[str, type[Constraint]] = {
    "rsc_location": Location,
    "rsc_colocation": Colocation,
    "rsc_order": Order,
    "rsc_ticket": Ticket,
}
