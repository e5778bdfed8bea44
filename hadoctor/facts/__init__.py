"""Facts: what is known about one node or one input. Each kind is a type; it is there, or `Unknown`
with the reason. Suppliers (`files`, later a node's probes) make them; rules ask for them."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

OF_NODES = "hadoctor.facts.node."
"""Where the kinds are that only a node can tell."""
NEEDS_NODE = "needs the node: run 'hadoctor diagnose' there, or check its saved facts"


class Unknown(NamedTuple):
    """A fact that is not to be had, and why: the rules that need it are skipped, and say so."""

    why: str


class Facts:
    """A set of facts by kind. Immutable. A kind with a function `derived` is made from the others, once,
    when it is first asked for."""

    def __init__(
        self,
        known: dict[type, Any],
        foreign: frozenset[type] = frozenset(),
        *,
        of_fleet: bool = False,
    ) -> None:
        self._known = known
        self._foreign = foreign
        self._derived: dict[type, Any] = {}
        self.of_fleet = of_fleet
        """Whether they are about several inputs at once."""

    def get(self, kind: type[T]) -> T | Unknown:
        if kind in self._known:
            value: T | Unknown = self._known[kind]
            return value
        derived = getattr(kind, "derived", None)
        if derived is not None:
            if kind not in self._derived:
                self._derived[kind] = derived(self)
            made: T | Unknown = self._derived[kind]
            return made
        of_node = kind.__module__.startswith(OF_NODES)
        return Unknown(getattr(kind, "ABSENT", NEEDS_NODE if of_node else "not among the inputs"))

    def concern(self, kind: type) -> bool:
        """Whether an input like this could have such a fact at all. A rule that asks for what it
        cannot have has nothing to do there, and is not counted as skipped."""
        return kind not in self._foreign

    def lacking(self, *kinds: type) -> Facts:
        """These facts, of an input that cannot have those kinds."""
        return Facts(self._known, self._foreign | set(kinds), of_fleet=self.of_fleet)

    def and_(self, other: Facts) -> Facts:
        """These facts and others; what only one of them knows is known."""
        known = {**other._known, **self._known}
        known.update({k: v for k, v in other._known.items() if isinstance(known[k], Unknown)})
        return Facts(known, self._foreign & other._foreign)
